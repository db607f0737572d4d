import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { RULES_VERSION } from '#domain/contract/computed-day.ts';
import { dayChangeSchema } from '#domain/contract/months.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import { bothAnalytics, closeTestAnalytics, waitFor } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { activityOf, declaredOf, inputMinute, rulesOf, testPerson, tokyo } from './testing/facts.ts';
import type { TestPerson } from './testing/facts.ts';
import { createWorld } from './testing/world.ts';
import type { World } from './testing/world.ts';

const NOW_MS = Date.parse('2026-01-20T12:00:00+09:00');

const readChanges = defineQuery({
  name: 'test/read-day-changes',
  sql: `SELECT version, reasons, before, after FROM day_changes_v1 FINAL
        WHERE tenant_id = {tenantId:String} AND person_id = {personId:String} ORDER BY version`,
  params: z.object({ tenantId: z.string(), personId: z.string() }),
  row: z.object({ version: z.number(), reasons: z.array(z.string()), before: z.string(), after: z.string() }),
});

after(closeTestAnalytics);

for (const [name, open] of bothAnalytics()) {
  describe(`what changes of a day that is over, on the ${name} store`, { timeout: 120_000 }, () => {
    let analytics: TestAnalytics;
    let world: World;
    before(async () => {
      analytics = await open();
      world = await createWorld(analytics);
      await world.startProcessor({ clock: () => NOW_MS });
    });
    after(async () => {
      await world.stop();
      await analytics.close();
    });

    const changesOf = async (person: TestPerson) =>
      (await analytics.query(readChanges, person)).map((row) => ({
        ...row,
        before: dayChangeSchema.shape.before.parse(JSON.parse(row.before)),
        after: dayChangeSchema.shape.after.parse(JSON.parse(row.after)),
      }));
    const workedDay = async (): Promise<TestPerson> => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      await world.work(
        declaredOf(person, '2026-01-15', [
          ['start', 540],
          ['end', 1080],
        ]),
      );
      await world.drained();
      return person;
    };

    test('late PC data and an edited declaration are told with their reasons and figures, a repeat of them is not', async () => {
      const person = await workedDay();
      assert.deepEqual(await changesOf(person), []);
      const late = activityOf(person, [
        inputMinute(1, tokyo('2026-01-15', 1100)),
        inputMinute(2, tokyo('2026-01-15', 600)),
      ]);
      await world.activity(late);
      await world.drained();
      await world.activity(late);
      await world.work(
        declaredOf(
          person,
          '2026-01-15',
          [
            ['start', 540],
            ['end', 1140],
          ],
          2,
        ),
      );
      await world.drained();
      const changes = await changesOf(person);
      assert.deepEqual(
        changes.map((change) => change.reasons),
        [['pcData'], ['declaration']],
      );
      assert.deepEqual([changes[0]?.before.unrequestedMinutes, changes[0]?.after.unrequestedMinutes], [0, 1]);
      assert.deepEqual([changes[1]?.before.workedMinutes, changes[1]?.after.workedMinutes], [480, 540]);
    });

    test('a day that still runs changes silently, because it moves with the clock', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      await world.work(declaredOf(person, '2026-01-20', [['start', 540]]));
      await world.drained();
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-20', 600))]));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-20'))?.pcActiveMinutes, 1);
      assert.deepEqual(await changesOf(person), []);
    });

    test('days computed by older rules are computed again by the next start, without a command', async () => {
      const person = await workedDay();
      await analytics.command(
        `INSERT INTO computed_days_v1 SELECT * REPLACE (version + 1 AS version, ${RULES_VERSION - 1} AS rules_version, 77 AS worked_minutes)
         FROM computed_days_v1 FINAL WHERE person_id = {personId:String}`,
        { personId: person.personId },
      );
      const next = await world.startProcessor({ clock: () => NOW_MS });
      const lines: string[] = [];
      await waitFor(
        async () => {
          lines.length = 0;
          await reconcile(analytics, {
            clock: () => NOW_MS,
            isRunning: false,
            report: (line) => void lines.push(line),
          });
          return lines.length === 0;
        },
        { deadlineMs: 30_000, what: 'nothing outdated left' },
      );
      assert.equal((await world.day(person, '2026-01-15'))?.workedMinutes, 480);
      await next.stop();
    });
  });
}
