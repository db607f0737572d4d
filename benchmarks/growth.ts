/**
 * Whether cost grows with what is stored: the same minutes of the same number of people, on a store with a little history and on one with ten times as
 * much. CPU for an event on the whole way, and the queries behind 勤務一覧 and the detail of a day.
 *
 *   npm run bench -- growth [PEOPLE] [DAYS]      1000 people; 3 days of history, and 30
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { createAnalytics, defineQuery } from '#platform/clickhouse.ts';
import { readInputMinutes, readWindowSlices } from '#reporting/months/queries.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import type { FleetPerson } from './kit/fleet-facts.ts';
import { runPipeline, secondsOf, type PipelineRun } from './kit/pipeline-run.ts';
import { median, rounded, spreadOf, writeReport } from './kit/report.ts';
import type { Stack } from './kit/stack.ts';

const PEOPLE = Number(process.argv[2] ?? 1_000);
const DAYS = Number(process.argv[3] ?? 3);
const MINUTES = 8;
const UPLOADS_PER_SECOND = 500;
const TIMES = 10;
const ASKED = 60;
const MINUTES_A_DAY = 480;
const SLICES_A_DAY = 600;
const AT_ONCE = 500;
const MOST = 1.3;
/** History ends here, so that the dates of the run are new in both. */
const TODAY = new Date().toISOString().slice(0, 10) as WorkDate;

interface Size {
  readonly days: number;
  readonly run: PipelineRun;
  readonly perMillion: number;
  readonly times: Readonly<Record<string, number[]>>;
}

/** As the portal's, without reading the JSON: the history has none of the domain's. */
const readDays = defineQuery({
  name: 'bench/read-days',
  sql: `
    SELECT toString(work_date) AS workDate, day FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String} AND work_date BETWEEN {from:Date} AND {to:Date}
    ORDER BY work_date`,
  params: z.object({ tenantId: z.string(), personId: z.string(), from: z.string(), to: z.string() }),
  row: z.object({ workDate: z.string(), day: z.string() }),
});

const small = await measure(DAYS);
const large = await measure(DAYS * TIMES);
const growth = (of: (size: Size) => number): number => of(large) / of(small);
const queries = Object.keys(small.times);
const timeOf =
  (name: string) =>
  (size: Size): number =>
    median(size.times[name] ?? []);
writeReport({
  name: 'growth',
  about: `${PEOPLE} people with ${DAYS} and with ${DAYS * TIMES} days of history (${MINUTES_A_DAY} input minutes, ${SLICES_A_DAY} window slices and a computed day for each), then ${MINUTES} minutes of uploads of everybody, ${UPLOADS_PER_SECOND} a second. Each query ${ASKED} times, of people in no order.`,
  columns: ['figure', `${DAYS} days stored`, `${DAYS * TIMES} days stored`, 'ratio'],
  rows: [
    [
      'CPU s for a million events',
      rounded(small.perMillion),
      rounded(large.perMillion),
      growth((size) => size.perMillion).toFixed(2),
    ],
    ...queries.map((name) => [
      `${name}, median ms`,
      rounded(timeOf(name)(small)),
      rounded(timeOf(name)(large)),
      growth(timeOf(name)).toFixed(2),
    ]),
  ],
  figures: [
    {
      name: 'cost of an event, tenfold data',
      value: growth((size) => size.perMillion),
      unit: '×',
      spread: spreadOf(large.run.perMinute.map((each) => each / small.perMillion)),
      atMost: MOST,
    },
    ...queries.map((name) => ({ name: `${name}, tenfold data`, value: growth(timeOf(name)), unit: '×', atMost: MOST })),
  ],
  processes: large.run.processes,
});
process.exit(0);

async function measure(days: number): Promise<Size> {
  const prepare = (stack: Stack, people: readonly FleetPerson[]): Promise<void> => fill(stack, people, days);
  const run = await runPipeline({ people: PEOPLE, minutes: MINUTES, uploadsPerSecond: UPLOADS_PER_SECOND, prepare });
  const perMillion = (secondsOf(run.servers) * 1e6) / run.events;
  return { days, run, perMillion, times: await ask(run) };
}

/** Made by the store itself, so that months take seconds. */
async function fill(stack: Stack, people: readonly FleetPerson[], days: number): Promise<void> {
  const analytics = await createAnalytics({ kind: 'embedded', path: stack.storeDir });
  await migrateClickhouse(analytics);
  const from = addDays(TODAY, -days - 1);
  for (let index = 0; index < people.length; index += AT_ONCE) {
    const params = {
      tenantId: stack.tenantId,
      persons: people.slice(index, index + AT_ONCE).map((person) => person.personId),
      from,
      days,
      bootId: randomUUID(),
    };
    const rowsOf = (count: number): string =>
      `FROM (SELECT arrayJoin({persons:Array(String)}) AS person, arrayJoin(range({days:UInt32})) AS date, arrayJoin(range(${count})) AS place)`;
    const instant = `toDateTime({from:String}, 'UTC') + toIntervalDay(date) + toIntervalMinute(place % ${MINUTES_A_DAY})`;
    await analytics.command(
      `INSERT INTO raw_input_minutes_v1 (tenant_id, person_id, minute, device_id, part, letters, moves, seq, boot_id, received_at)
       SELECT {tenantId:String}, person, ${instant}, person, 0, place % 7, place % 90, place, {bootId:String}, now64(3) ${rowsOf(MINUTES_A_DAY)}`,
      params,
    );
    await analytics.command(
      `INSERT INTO raw_window_slices_v1 (tenant_id, person_id, minute, device_id, activated_at, process, title, seconds, seq, boot_id, received_at)
       SELECT {tenantId:String}, person, ${instant}, person, ${instant} + toIntervalSecond(place), concat('app', toString(place % 9)), concat('文書 ', toString(cityHash64(person, place) % 400)), 20, place, {bootId:String}, now64(3) ${rowsOf(SLICES_A_DAY)}`,
      params,
    );
    await analytics.command(
      `INSERT INTO work_days_v1 (tenant_id, person_id, work_date, version, declared, received_at)
       SELECT {tenantId:String}, person, toDate({from:String}) + date, 1,
         concat('{"tenantId":"', {tenantId:String}, '","personId":"', person, '","workDate":"', toString(toDate({from:String}) + date),
           '","version":1,"operations":[],"corrections":[],"tasks":[],"recordedEndState":"none","approval":null}'), now64(3) ${rowsOf(1)}`,
      params,
    );
    await analytics.command(
      `INSERT INTO computed_days_v1 (tenant_id, person_id, work_date, version, rules_version, day_state, is_confirmed, has_declaration, has_pc_data, worked_minutes, pc_active_minutes, day)
       SELECT {tenantId:String}, person, toDate({from:String}) + date, 1, 1000, 'ended', 1, 1, 1, 480, 400,
         concat('{"endMinute":0,"ledger":"', repeat(hex(cityHash64(person, date)), 150), '"}') ${rowsOf(1)}`,
      params,
    );
  }
  await analytics.close();
}

/** The same dates in both sizes. */
async function ask(run: PipelineRun): Promise<Record<string, number[]>> {
  const analytics = await createAnalytics({ kind: 'embedded', path: run.storeDir });
  const times: Record<string, number[]> = {};
  const timed = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const startedAt = performance.now();
    await work();
    (times[name] ??= []).push(performance.now() - startedAt);
  };
  const yesterday = Date.parse(`${addDays(TODAY, -1)}T00:00:00Z`) / 60_000;
  for (let index = 0; index < ASKED; index += 1) {
    const person = run.people[(index * 7919) % run.people.length];
    if (person === undefined) throw new RangeError('nobody');
    const { tenantId, personId } = person;
    const span = { tenantId, personId, startMinute: yesterday, endMinute: yesterday + 1440 };
    const dates = { tenantId, personId, from: addDays(TODAY, -DAYS), to: TODAY };
    await timed('computed days of a person', () => analytics.query(readDays, dates));
    await timed('input minutes of a day', () => analytics.query(readInputMinutes, span));
    await timed('windows of a day', () => analytics.query(readWindowSlices, span));
  }
  await analytics.close();
  return times;
}
