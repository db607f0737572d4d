/**
 * A month of everybody computed again from the stored facts, as the processor does it when the rules or the roster have changed: reading what each day is
 * made of, the rules of domain/, writing the rows. Its parts are measured beside it, and the reference is the plain insert of the same rows.
 *
 *   node scripts/run.mjs benchmarks/recompute.ts [PEOPLE]      default 1000; 10000 is the size of the promise and takes some minutes to fill
 */
import { randomUUID } from 'node:crypto';
import { computeRow, recomputeDays } from '#processor/days/recompute-days.ts';
import { readComputedOf } from '#processor/days/stored-days.ts';
import { COMPUTED_COLUMNS, COMPUTED_TABLE, computedValues } from '#processor/days/computed-row.ts';
import type { DayKey } from '#processor/days/day-key.ts';
import { readDayInputs } from '#processor/days/read-day-inputs.ts';
import { declaredOf, rulesOf, testPerson } from '#processor/testing/facts.ts';
import type { TestPerson } from '#processor/testing/facts.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { DAY_PARTITIONS, dayPartitionOf } from '#domain/contract/messages.ts';
import { closeTestAnalytics, openTestAnalytics } from '#platform/testkit/index.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { perSecond, ratio, writeReport } from './kit/report.ts';

interface Timed {
  readonly ms: number;
  readonly cpuMs: number;
}

const PEOPLE = Number(process.argv[2] ?? 1000);
const DATES = Array.from({ length: 31 }, (_, index) => addDays('2026-01-01' as WorkDate, index));
const DAYS = PEOPLE * DATES.length;
/** As a message of DAYS holds them. */
const DAYS_AT_ONCE = Number(process.argv[3] ?? 2000);
const PROMISE_DAYS = 10_000 * 31;
const PROMISE_SECONDS = 60;
const NOW_MS = Date.parse('2026-02-10T00:00:00Z');

const analytics = await openTestAnalytics();
await migrateClickhouse(analytics);
const tenantId = randomUUID();
const people = Array.from({ length: PEOPLE }, () => testPerson(tenantId)).sort((a, b) =>
  a.personId < b.personId ? -1 : 1,
);
const keys: DayKey[] = people.flatMap(({ personId }) => DATES.map((workDate) => ({ tenantId, personId, workDate })));
await fill();

/** As the processor cuts them: within a partition, person by person. */
const partitions = Array.from({ length: DAY_PARTITIONS }, (_, partition): DayKey[][] => {
  const ofPartition = keys.filter((key) => dayPartitionOf(key.personId) === partition);
  const batches: DayKey[][] = [];
  for (let from = 0; from < ofPartition.length; from += DAYS_AT_ONCE) {
    batches.push(ofPartition.slice(from, from + DAYS_AT_ONCE));
  }
  return batches;
});
const [sampleOfDays = []] = partitions.flat();
const write = { analytics, clock: () => NOW_MS, reach: () => undefined, mayWrite: () => true };

const first = await timed(() => inPartitions(async (batch) => void (await recomputeDays(write, batch))));
await analytics.command(`ALTER TABLE ${COMPUTED_TABLE} UPDATE rules_version = 1 WHERE 1 SETTINGS mutations_sync = 1`);
const again = await timed(() => inPartitions(async (batch) => void (await recomputeDays(write, batch))));
const same = await timed(() => inPartitions(async (batch) => void (await recomputeDays(write, batch))));
const read = await timed(() => inPartitions(async (batch) => void (await readDayInputs(analytics, batch))));
const inputs = await readDayInputs(analytics, sampleOfDays);
const rules = await timed(async () => {
  for (let from = 0; from < DAYS; from += inputs.length) {
    for (const each of inputs) computeRow(each, NOW_MS / 60_000, 1, NOW_MS);
  }
});
const rows = [...(await readComputedOf(analytics, sampleOfDays)).values()];
const plain = await timed(() =>
  inPartitions(
    async (batch) =>
      void (await analytics.insertRows(
        COMPUTED_TABLE,
        COMPUTED_COLUMNS,
        rows.slice(0, batch.length).map(computedValues),
      )),
  ),
);
await analytics.close();
await closeTestAnalytics();

const line = (way: string, { ms, cpuMs }: Timed): (string | number)[] => [
  way,
  perSecond(DAYS, ms),
  Math.round(ms),
  ratio(plain.ms, ms),
  secondsOfAll(ms),
  secondsOfAll(cpuMs),
];
writeReport({
  name: 'recompute',
  about: `${PEOPLE} people × ${DATES.length} days (${DAYS} days), some 430 active minutes and 60 stretches a day; ${DAYS_AT_ONCE} days at once in ${DAY_PARTITIONS} partitions of one process; chDB in the same process. The last two columns are the seconds that ${PROMISE_DAYS} days would take, and the processor time in them (of all cores: half of it is the shortest that two cores can do).`,
  columns: ['way', 'days/s', 'ms', 'ratio', 's for 10,000 × 31', 'of it CPU s'],
  rows: [
    line('plain insert of the same rows (reference)', plain),
    line('nothing stored yet: read, compute, write', first),
    line('rows of older rules stored: read, compute, write', again),
    line('nothing has changed: read, compute, compare', same),
    line('only reading what the days are made of', read),
    line('only the rules and the row (one core)', rules),
  ],
  notes: [`Promise: under ${PROMISE_SECONDS} s on two cores.`],
});
process.exit(0);

function secondsOfAll(ms: number): number {
  return Math.round((ms * PROMISE_DAYS) / DAYS / 1000);
}

async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const startedAt = performance.now();
  const cpuAt = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpuAt);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

/** One message of each partition at a time. */
async function inPartitions(work: (batch: DayKey[]) => Promise<void>): Promise<void> {
  await Promise.all(
    partitions.map(async (batches) => {
      for (const batch of batches) await work(batch);
    }),
  );
}

/** Rosters, presses and raw minutes of everybody: the minutes made by the store itself, so that filling takes seconds. */
async function fill(): Promise<void> {
  const at = new Date(NOW_MS).toISOString();
  const rosters = people.map((person) => [tenantId, person.personId, 1, JSON.stringify(rulesOf(person)), at]);
  await analytics.insertRows(
    'roster_people_v1',
    ['tenant_id', 'person_id', 'version', 'rules', 'received_at'],
    rosters,
  );
  for (let from = 0; from < people.length; from += 100) await fillPeople(people.slice(from, from + 100), at);
}

async function fillPeople(some: readonly TestPerson[], at: string): Promise<void> {
  const works = some.flatMap((person) =>
    DATES.map((date) => {
      const presses = declaredOf(person, date, [
        ['start', 540],
        ['break', 900],
        ['resume', 915],
        ['end', 1125],
      ]);
      return [tenantId, person.personId, date, 1, JSON.stringify(presses), at];
    }),
  );
  await analytics.insertRows(
    'work_days_v1',
    ['tenant_id', 'person_id', 'work_date', 'version', 'declared', 'received_at'],
    works,
  );
  // 8:50-19:10 in Tokyo; of ten minutes seven or so have input, in no fixed order.
  await analytics.command(
    `INSERT INTO raw_input_minutes_v1 (tenant_id, person_id, minute, device_id, part, letters, seq, received_at)
     SELECT {tenantId:String}, person, toDateTime('2025-12-31 23:50:00', 'UTC') + toIntervalDay(date) + toIntervalMinute(minute),
       person, 0, if(cityHash64(person, date, intDiv(minute, 5)) % 10 < 7, 5, 0), date * 1440 + minute, toDateTime64('2026-02-01 00:00:00', 3)
     FROM (SELECT arrayJoin({persons:Array(String)}) AS person, arrayJoin(range(${DATES.length})) AS date, arrayJoin(range(620)) AS minute)`,
    { tenantId, persons: some.map((person) => person.personId) },
  );
}
