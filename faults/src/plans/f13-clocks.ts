import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Transport } from '#collector/sender/transport.ts';
import { readDay } from '#domain/contract/months.ts';
import { readToday, recordOperation } from '#domain/contract/operations.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { GIVE_UP_THE_FUTURE, PLACE_AT_EACH_SENDING, TRUST_THE_PC_CLOCK } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { enrolPc } from '../fleet/enrol-pc.ts';
import { createPc, type Pc } from '../fleet/pc.ts';
import { createServerClock } from '../inject/server-clock.ts';
import { runTests } from '../kit/run-tests.ts';
import { signInAs } from '../kit/portal-client.ts';
import { startSite, type OwnSite } from '../kit/site.ts';
import type { Plan, Stage } from '../plan.ts';
import { PCS } from './people.ts';

/** The PCs' clocks. */
const TESTS = [
  'ingest/src/batch/check-batch.test.ts',
  'collector/src/clock.test.ts',
  'collector/src/sensors-child/clock-jumps.test.ts',
  'collector/src/sender/estimate-offset.test.ts',
  'collector/src/sender/sender.int.test.ts',
];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Where the server's clock stands one after the other, from the true time; in the end it is right again. */
const JUMPS_MS = [HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS, 0] as const;
/** Facts of two steps never meet, wherever the clock puts them. */
const MINUTES_A_STEP = 12 * 1_440;
const MINUTES = 60;
const PRESSERS = ['U034', 'U018', 'U026', 'U030', 'U036'] as const;

export const F13: Plan = {
  id: 'F13',
  title: "clocks: of PCs that are wrong, set, asleep; the server's own jumps an hour and a day, either way",
  needs: 'clock',
  bite: [TRUST_THE_PC_CLOCK, PLACE_AT_EACH_SENDING, GIVE_UP_THE_FUTURE],
  async run(stage) {
    const passed = await runTests(TESTS);
    const clock = createServerClock();
    const site = await startSite({ prefix: clock.prefix });
    try {
      return { 'tests passed': passed, ...(await jump(stage, site, (ms) => clock.setAheadMs(ms))) };
    } finally {
      await site.stop();
    }
  },
};

async function jump(stage: Stage, site: OwnSite, setAheadMs: (ms: number) => void) {
  const answers = { isLost: false, taken: 0 };
  const pcs: Pc[] = [];
  for (const loginId of PCS)
    pcs.push(
      await createPc(site, loginId, stage.history, { firstMinute: site.nextMinute, tamper: withoutAnswers(answers) }),
    );
  try {
    for (const [step, ms] of JUMPS_MS.entries()) {
      const first = site.nextMinute + step * MINUTES_A_STEP;
      // Taken and not answered before the jump: they are sent again after it, and are the same facts still.
      Object.assign(answers, { isLost: true, taken: 0 });
      for (const pc of pcs) pc.recordMinutes(first, MINUTES);
      await waitFor(() => answers.taken >= pcs.length, { deadlineMs: 20_000, what: 'batches that were taken' });
      stage.history.note({ t: 'fault', what: `the server's clock is ${ms / HOUR_MS} h ahead` });
      setAheadMs(ms);
      answers.isLost = false;
      for (const pc of pcs) pc.recordMinutes(first + MINUTES_A_STEP / 2, MINUTES);
      await work(site, PRESSERS[step] ?? '');
      await Promise.all(pcs.map((pc) => pc.flush()));
    }
    const settled = await settle(site, stage.history);
    const shifted = stage.history.read().filter(({ t }) => t === 'shifted').length;
    assert.ok(shifted > 0, 'no fact was moved: the clock did not jump');
    return {
      jumps: JUMPS_MS.length,
      moved: shifted,
      ...settledFigures(settled),
    };
  } finally {
    await Promise.all(pcs.map((pc) => pc.stop()));
  }
}

/** At any clock: a PC is enrolled, a person signs in, works a day, and no figure of it is below zero. */
async function work(site: OwnSite, loginId: string): Promise<void> {
  const client = await waitFor(() => signInAs(site.product.portalUrl, site.signIns, loginId), {
    ...{ deadlineMs: 30_000, what: `a sign-in of ${loginId}` },
  });
  await enrolPc({ ...site, client: () => Promise.resolve(client) }, loginId);
  for (const kind of ['start', 'break', 'resume', 'end'] as const)
    await client.call(recordOperation, { body: { operationId: randomUUID(), kind } });
  const { workDate } = await client.call(readToday);
  const day = await waitFor(
    async () => {
      const read = await client.call(readDay, { params: { personId: 'me', workDate } });
      return read.day === null || read.operations.length < 4 ? undefined : read.day;
    },
    { deadlineMs: 30_000, what: `the day of ${loginId}` },
  );
  const below = Object.entries(day).filter(([, value]) => typeof value === 'number' && value < 0);
  assert.deepEqual(below, [], 'figures below zero');
}

/** While answers are lost the server takes the batches, and the PC does not hear of it. */
const withoutAnswers =
  (state: { isLost: boolean; taken: number }) =>
  (transport: Transport): Transport =>
  async (request, signal) => {
    const answer = await transport(request, signal);
    if (!state.isLost || request.path !== '/v1/batches') return answer;
    if (answer.status === 200) state.taken += 1;
    throw new Error('answer lost');
  };
