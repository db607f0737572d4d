import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { seededRandom } from '#collector/simulated/seeded-random.ts';
import { readDay, type DayAnswer } from '#domain/contract/months.ts';
import { readToday } from '#domain/contract/operations.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import type { Company, Shared } from '../kit/company.ts';
import { e2eEnv } from '../kit/config.ts';
import { spawnProgram } from '../kit/product.ts';
import { enrolFleetDevice, type FleetDevice } from './fleet.ts';
import { killParts, type Kill } from './killer.ts';
import { createPresser, type Presser } from './presser.ts';

const RECONCILE = join(import.meta.dirname, '../../processor/src/reconcile/main.ts');
/** After the last fault everything heals without a command within this. */
const HEALED_WITHIN_MS = 60_000;
const FLEET = ['U022', 'U024', 'U033'] as const;
const PRESSERS = ['U034', 'U018'] as const;

export function survival(shared: Shared): void {
  describe('a product whose parts are killed with -9 at random moments under load', () => {
    const { seed, survivalSeconds } = e2eEnv();
    const kills: Kill[] = [];
    const devices: FleetDevice[] = [];
    const pressers: Presser[] = [];
    let calmSince = 0;

    before(async () => {
      const { company } = shared;
      for (const loginId of FLEET) devices.push(await enrolFleetDevice(company, loginId));
      for (const loginId of PRESSERS) pressers.push(await createPresser(company, loginId));
      const load = new AbortController();
      const killing = killParts(company, seededRandom(seed), survivalSeconds * 1000, kills).finally(() => load.abort());
      const working = [...devices, ...pressers].map((each) => each.run(load.signal));
      await Promise.all([killing, ...working]);
      calmSince = performance.now();
    });

    test('was really hit: every part was killed, and requests failed meanwhile', (t) => {
      const told = kills.map(
        ({ victim, atMs, readyMs }) => `${victim} ${atMs}${readyMs === undefined ? '' : ` (ready after ${readyMs})`}`,
      );
      t.diagnostic(`KINMU_E2E_SEED=${seed}: killed, in ms: ${told.join(', ')}`);
      const facts = devices.reduce((sum, device) => sum + device.acknowledged.size, 0);
      const presses = pressers.reduce((sum, presser) => sum + presser.acknowledged.length, 0);
      const failed = [...devices, ...pressers].reduce((sum, each) => sum + each.failures(), 0);
      t.diagnostic(`${facts} facts and ${presses} presses acknowledged, ${failed} requests failed and were sent again`);
      assert.equal(new Set(kills.map(({ victim }) => victim)).size, 5);
      assert.ok(facts > 1_000 && presses >= 8 && failed > 0);
    });

    test('holds every acknowledged fact exactly once, as the screens read it', async (t) => {
      for (const device of devices) {
        const stored = await waitFor(
          async () => {
            const minutes = await storedMinutes(shared.company, device);
            return minutes.size >= device.acknowledged.size ? minutes : undefined;
          },
          { deadlineMs: HEALED_WITHIN_MS, intervalMs: 1_000, what: `all facts of ${device.loginId}` },
        );
        assert.equal(stored.size, device.acknowledged.size, device.loginId);
        for (const [minute, counts] of device.acknowledged)
          assert.deepEqual(stored.get(minute), counts, `${device.loginId}, minute ${minute}`);
      }
      t.diagnostic(`all facts readable ${Math.round(performance.now() - calmSince)} ms after the last acknowledgement`);
    });

    test('holds every acknowledged press exactly once and in order, and has computed the day from all of them', async () => {
      for (const presser of pressers) {
        const { workDate, workVersion, dayState } = await presser.client.call(readToday);
        const day = await waitFor(
          async () => {
            const answer = await presser.client.call(readDay, { params: { personId: 'me', workDate } });
            return answer.day?.workVersion === workVersion ? answer : undefined;
          },
          { deadlineMs: HEALED_WITHIN_MS, intervalMs: 500, what: `the day of ${presser.loginId}` },
        );
        const ids = day.operations.map((operation) => operation.operationId);
        assert.deepEqual(ids.slice(-presser.acknowledged.length), [...presser.acknowledged]);
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(day.day?.dayState, dayState);
        assert.equal(dayState, 'ended');
      }
    });

    test('has, within a minute, no day that differs from what reconcile computes from the raw facts', async (t) => {
      const { dataDir } = shared.company.product;
      let said = '';
      // What a killed processor held comes again after the broker's ack wait; a difference that does not heal stays until the deadline.
      await waitFor(
        async () => {
          const reconcile = spawnProgram(process.execPath, [RECONCILE, '--data', dataDir]);
          const code = await reconcile.exited();
          said = reconcile.output().trim();
          return code === 0;
        },
        { deadlineMs: HEALED_WITHIN_MS, intervalMs: 1_000, what: 'a reconcile without differences' },
      ).catch((cause: unknown) => {
        throw new Error(`the days did not heal:\n${said}`, { cause });
      });
      assert.match(said, / 0 differences$/);
      t.diagnostic(`${said}, ${Math.round(performance.now() - calmSince)} ms after the last acknowledgement`);
    });
  });
}

/** Everything that the reading path has of the fleet's stretch of a person, read by an approver of the whole company day by day. */
async function storedMinutes(company: Company, device: FleetDevice) {
  const client = await company.client(device.loginId);
  const minutes = new Map<number, DayAnswer['minutes'][number]['counts']>();
  const days = Math.ceil(device.acknowledged.size / 1440) + 1;
  for (let day = 0; day <= days; day += 1) {
    const workDate = dateOf(device.firstMinute + (day - 1) * 1440);
    const answer = await client.call(readDay, { params: { personId: 'me', workDate } });
    for (const each of answer.minutes) {
      assert.ok(!minutes.has(each.minute), `minute ${each.minute} is in two days`);
      minutes.set(each.minute, each.counts);
    }
  }
  return minutes;
}

const dateOf = (minute: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', dateStyle: 'short' }).format(minute * 60_000);
