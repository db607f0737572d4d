import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { computeDay } from '#domain/worktime/compute-day.ts';
import { activitySubject, GATHERED_SUBJECT, joinActivity } from '#domain/contract/messages.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { bothAnalytics, closeTestAnalytics, waitFor } from '#platform/testkit/index.ts';
import type { TestAnalytics } from '#platform/testkit/index.ts';
import { listDeadLetters, replayDeadLetter } from './dead-letters/dead-letters.ts';
import { recomputeDays } from './days/recompute-days.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { jetstream } from '#platform/nats.ts';
import {
  activityOf,
  declaredOf,
  inputMinute,
  presenceChange,
  rulesOf,
  sessionChange,
  testPerson,
  tokyo,
  windowSlice,
  workDateOfText,
} from './testing/facts.ts';
import type { TestPerson } from './testing/facts.ts';
import { createWorld } from './testing/world.ts';
import type { World } from './testing/world.ts';

const NOW_MS = Date.parse('2026-01-20T12:00:00+09:00');
const minutesFrom = (start: number, length: number): number[] => Array.from({ length }, (_, index) => start + index);

/** What the rules give for these active minutes, without any store. */
const expectedDay = (
  person: TestPerson,
  workDate: string,
  minutes: number[],
  presses: Parameters<typeof declaredOf>[2],
  rules: PersonRules = rulesOf(person),
) =>
  computeDay({
    workDate: workDateOfText(workDate),
    rules,
    declared: presses.length === 0 ? undefined : declaredOf(person, workDate, presses),
    activeMinutes: minutes,
    awakeMinutes: minutes,
    sensorLost: [],
    nowMinute: NOW_MS / 60_000,
  });

after(closeTestAnalytics);

for (const [name, open] of bothAnalytics()) {
  describe(`processor on the ${name} store`, { timeout: 120_000 }, () => {
    let analytics: TestAnalytics;
    let world: World;
    let nowMs = NOW_MS;
    before(async () => {
      analytics = await open();
      world = await createWorld(analytics);
      await world.startProcessor({ clock: () => nowMs });
    });
    after(async () => {
      await world.stop();
      await analytics.close();
    });
    const reconcileNow = async (): Promise<string[]> => {
      const lines: string[] = [];
      await reconcile(analytics, { clock: () => NOW_MS, isRunning: false, report: (line) => void lines.push(line) });
      return lines;
    };

    test('a batch sent twice gives each fact once and the day that the rules give', async () => {
      const person = testPerson();
      const minutes = minutesFrom(tokyo('2026-01-19', 545), 60);
      const batch = activityOf(person, [
        ...minutes.map((minute, index) => inputMinute(index + 1, minute)),
        windowSlice(61, minutes[0] ?? 0),
        presenceChange(62, minutes[0] ?? 0, '在席'),
        sessionChange(63, minutes[0] ?? 0, 'unlock'),
      ]);
      await world.roster(rulesOf(person));
      await world.work(
        declaredOf(person, '2026-01-19', [
          ['start', 540],
          ['end', 1080],
        ]),
      );
      await world.activity(batch);
      await world.activity(batch);
      await world.drained();
      assert.deepEqual(
        await world.day(person, '2026-01-19'),
        expectedDay(person, '2026-01-19', minutes, [
          ['start', 540],
          ['end', 1080],
        ]),
      );
      assert.equal(await world.rows('raw_input_minutes_v1', person), 60);
      assert.equal(await world.rows('raw_window_slices_v1', person), 1);
      assert.equal(await world.rows('raw_presence_changes_v1', person), 1);
      assert.equal(await world.rows('raw_session_changes_v1', person), 1);
      assert.equal(await world.rows('computed_days_v1', person), 1);
      const committed = (await world.committed(person)) as { storeId: string; ranges: unknown };
      assert.deepEqual(committed.ranges, [[1, 63]]);
      assert.match(committed.storeId, /^[0-9a-f-]{36}$/);
    });

    test('facts before their roster wait for it, then their days appear', async () => {
      const person = testPerson();
      const minutes = minutesFrom(tokyo('2026-01-16', 600), 5);
      await world.activity(
        activityOf(
          person,
          minutes.map((minute, index) => inputMinute(index + 1, minute)),
        ),
      );
      await world.drained();
      assert.equal(await world.day(person, '2026-01-16'), undefined);
      assert.equal(await world.rows('raw_input_minutes_v1', person), 5);
      await world.roster(rulesOf(person));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-16'))?.unrequestedMinutes, 5);
    });

    test('facts that come 13 days late and out of order repair the day they belong to', async () => {
      const person = testPerson();
      const minutes = minutesFrom(tokyo('2026-01-06', 1490), 40);
      await world.roster(rulesOf(person));
      await world.activity(activityOf(person, [inputMinute(100, tokyo('2026-01-19', 600))]));
      await world.drained();
      const items = minutes.map((minute, index) => inputMinute(index + 1, minute)).reverse();
      await world.activity(activityOf(person, items.slice(20)));
      await world.activity(activityOf(person, items.slice(0, 20)));
      await world.drained();
      // 24:50-25:30 of the 6th: after midnight, before its boundary.
      assert.deepEqual(await world.day(person, '2026-01-06'), expectedDay(person, '2026-01-06', minutes, []));
      assert.equal(await world.day(person, '2026-01-07'), undefined);
    });

    test('a changed boundary moves minutes to the other date', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person, 1, 300));
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 330))]));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 1);
      await world.roster(rulesOf(person, 2, 420));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 0);
      assert.equal((await world.day(person, '2026-01-14'))?.pcActiveMinutes, 1);
    });

    test('an older roster record that comes late changes nothing', async () => {
      const person = testPerson();
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 330))]));
      await world.roster(rulesOf(person, 2, 420));
      await world.drained();
      await world.roster(rulesOf(person, 1, 300));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-14'))?.rosterVersion, 2);
      assert.equal(await world.day(person, '2026-01-15').then((day) => day?.pcActiveMinutes ?? 0), 0);
    });

    test('a replay of everything writes no day again', async () => {
      const person = testPerson();
      const batch = activityOf(person, [inputMinute(1, tokyo('2026-01-15', 600))]);
      await world.roster(rulesOf(person));
      await world.activity(batch);
      await world.drained();
      const processor = await world.startProcessor({ clock: () => NOW_MS });
      const writtenBefore = await writtenDays(world, person);
      await world.activity(batch);
      await world.roster(rulesOf(person));
      await world.drained();
      assert.equal(await writtenDays(world, person), writtenBefore);
      await processor.stop();
    });

    test('unknown kinds go to the dead letters alone, their neighbours are stored', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      const unknown = { kind: 'unknown' as const, seq: 2, offsetMinutes: 0, item: { kind: 'heartRate', bpm: 60 } };
      await world.activity(
        activityOf(person, [
          inputMinute(1, tokyo('2026-01-15', 600)),
          unknown,
          inputMinute(3, tokyo('2026-01-15', 601)),
        ]),
      );
      await world.drained();
      assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 2);
      const letters = await Array.fromAsync(listDeadLetters(world.jsm));
      const ours = letters.filter((letter) => letter.originSubject.includes(person.deviceId));
      assert.deepEqual(
        ours.map((letter) => letter.reason),
        ['unknown_kind'],
      );
      assert.deepEqual(((await world.committed(person)) as { ranges: unknown }).ranges, [[1, 3]]);
    });

    test('a message that is no JSON is dead, the ones around it are kept', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      const subject = `activity.v1.${person.tenantId}.${person.deviceId}`;
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 600))]));
      await world.publish(subject, '{"v":1,');
      await world.activity(activityOf(person, [inputMinute(2, tokyo('2026-01-15', 601))]));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 2);
      const letters = await Array.fromAsync(listDeadLetters(world.jsm));
      assert.deepEqual(
        letters.filter((each) => each.originSubject === subject).map((each) => each.reason),
        ['unparsable'],
      );
    });

    test('of a message with the batches of several devices each is stored, its own bad lines and items alone are dead', async () => {
      const people = [testPerson(), testPerson(), testPerson()] as const;
      for (const person of people) await world.roster(rulesOf(person));
      const strange = { kind: 'unknown', seq: 2, offsetMinutes: 0, item: { kind: 'screenText' } } as const;
      const lines = people.map((person) =>
        JSON.stringify(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 600)), strange])),
      );
      await world.publish(GATHERED_SUBJECT, joinActivity([...lines, '{"v":1,']));
      await world.drained();
      for (const person of people) {
        assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 1);
        assert.deepEqual(((await world.committed(person)) as { ranges: unknown }).ranges, [[1, 2]]);
      }
      const letters = await Array.fromAsync(listDeadLetters(world.jsm));
      const reasonsOf = (subject: string) =>
        letters.filter((each) => each.originSubject === subject).map((each) => each.reason);
      for (const { tenantId, deviceId } of people) {
        assert.deepEqual(reasonsOf(activitySubject(tenantId, deviceId)), ['unknown_kind']);
      }
      assert.deepEqual(reasonsOf(GATHERED_SUBJECT), ['unparsable']);
    });

    test('a row that the store refuses is found among good ones, and replayed whole once the store takes it', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      await analytics.command("ALTER TABLE raw_window_slices_v1 ADD CONSTRAINT no_poison CHECK title != 'poison'");
      const minute = tokyo('2026-01-15', 600);
      const items = minutesFrom(1, 20).map((seq) => windowSlice(seq, minute + seq, seq === 7 ? 'poison' : 'fine'));
      await world.activity(activityOf(person, items));
      await world.drained();
      assert.equal(await world.rows('raw_window_slices_v1', person), 19);
      const letters = await Array.fromAsync(listDeadLetters(world.jsm));
      const ours = letters.filter((letter) => letter.originSubject.includes(person.deviceId));
      assert.deepEqual(
        ours.map((letter) => letter.reason),
        ['refused_by_store'],
      );
      await analytics.command('ALTER TABLE raw_window_slices_v1 DROP CONSTRAINT no_poison');
      for (const letter of ours) assert.equal(await replayDeadLetter(world.jsm, jetstream(world.nc), letter.seq), true);
      await world.drained();
      assert.equal(await world.rows('raw_window_slices_v1', person), 20);
      const left = await Array.fromAsync(listDeadLetters(world.jsm));
      assert.deepEqual(
        left.filter((letter) => letter.originSubject.includes(person.deviceId)),
        [],
      );
    });

    test('an item of a kind that was unknown to ingest and is known here is stored', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      const counts = {
        letters: 1,
        digits: 0,
        numpad: 0,
        symbols: 0,
        others: 0,
        leftClicks: 0,
        rightClicks: 0,
        wheel: 0,
        moves: 0,
      };
      const minute = tokyo('2026-01-15', 600);
      const item = { kind: 'inputMinute', seq: 1, minute, part: 0, counts };
      await world.activity(activityOf(person, [{ kind: 'unknown', seq: 1, offsetMinutes: 0, item }]));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-15'))?.pcActiveMinutes, 1);
    });

    test('a lost sensor is shown as lost, not as idle, also over the boundary of the date', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      await world.activity(
        activityOf(person, [
          sessionChange(1, tokyo('2026-01-14', 1700), 'sensorLost'),
          inputMinute(2, tokyo('2026-01-15', 305), 0),
          sessionChange(3, tokyo('2026-01-15', 310), 'sensorBack'),
        ]),
      );
      await world.drained();
      const day = await world.day(person, '2026-01-15');
      const [first] = day?.ledger ?? [];
      assert.deepEqual([first?.pc, first?.startClock, first?.endClock], ['sensorLost', 300, 310]);
    });

    test('what is stored equals a rebuild from the raw facts, and a planted difference is found and repaired', async () => {
      assert.deepEqual(await reconcileNow(), []);
      const person = testPerson();
      await world.roster(rulesOf(person));
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 600))]));
      await world.drained();
      await analytics.command(
        `INSERT INTO computed_days_v1 SELECT * REPLACE (version + 1 AS version, 77 AS worked_minutes)
         FROM computed_days_v1 FINAL WHERE person_id = {personId:String}`,
        { personId: person.personId },
      );
      const lines = await reconcileNow();
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', new RegExp(`${person.personId} 2026-01-15: worked_minutes 77 ≠ 0`));
      const write = { analytics, clock: () => NOW_MS, reach: () => undefined, mayWrite: () => true };
      const result = await reconcile(analytics, {
        clock: () => NOW_MS,
        isRunning: false,
        report: (line) => void lines.push(line),
        recompute: async (keys) => void (await recomputeDays(write, keys)),
      });
      assert.deepEqual([result.differences, result.repaired], [0, 1]);
      assert.deepEqual(await reconcileNow(), []);
    });

    test('a missing row is found', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      await world.activity(activityOf(person, [inputMinute(1, tokyo('2026-01-15', 600))]));
      await world.drained();
      await analytics.command(
        'ALTER TABLE computed_days_v1 DELETE WHERE person_id = {personId:String} SETTINGS mutations_sync = 1',
        { personId: person.personId },
      );
      assert.deepEqual(await reconcileNow(), [
        `${person.tenantId} ${person.personId} 2026-01-15: facts are stored, but no row`,
      ]);
      await world.roster(rulesOf(person));
      await world.drained();
      assert.deepEqual(await reconcileNow(), []);
    });

    test('an open day moves with the clock and is closed when its date has ended', async () => {
      const person = testPerson();
      await world.roster(rulesOf(person));
      await world.work(declaredOf(person, '2026-01-20', [['start', 600]]));
      await world.drained();
      assert.equal((await world.day(person, '2026-01-20'))?.workedMinutes, 120);
      nowMs = Date.parse('2026-01-21T05:30:00+09:00');
      // The first tick of a starting instance finds what ended while nothing ran.
      const later = await world.startProcessor({ clock: () => nowMs });
      await waitFor(async () => (await world.day(person, '2026-01-20'))?.dayState === 'autoEnded', {
        what: 'closed day',
      });
      await later.stop();
    });
  });
}

async function writtenDays(world: World, person: TestPerson): Promise<number> {
  const { z } = await import('zod');
  const rows = await world.analytics.query(
    {
      name: 'test/versions',
      sql: 'SELECT max(version) AS version FROM computed_days_v1 WHERE person_id = {personId:String}',
      params: z.object({ personId: z.string() }),
      row: z.object({ version: z.number() }),
    },
    person,
  );
  return rows[0]?.version ?? 0;
}
