/**
 * PC 操作履歴 of everybody's month as a zip, against the engine's own `SELECT … FORMAT CSV` of the same rows in the same run. The reference reads
 * everything in one statement and throws the text away; the export makes two files a person, compresses them and syncs the zip.
 *
 *   node scripts/run.mjs benchmarks/export.ts [PEOPLE]      default 100; 1000 is the size of the promise (ten million minutes)
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { defineTextQuery } from '#platform/clickhouse.ts';
import { closeTestAnalytics, openTestAnalytics, tempDir } from '#platform/testkit/index.ts';
import { rulesOf, testPerson } from '#processor/testing/facts.ts';
import { pcFilesOf } from '#reporting/exports/files/plan-pc.ts';
import { writePlan } from '#reporting/export-jobs/make-file.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { perSecond, ratio, writeReport } from './kit/report.ts';

const PEOPLE = Number(process.argv[2] ?? 100);
/** 31 days of 323 minutes: ten million for a thousand people. */
const MINUTES_A_DAY = 323;
const DAYS = 31;
const ROWS = PEOPLE * DAYS * MINUTES_A_DAY;
const FROM = '2026-01-01' as WorkDate;
const TO = '2026-01-31' as WorkDate;
const FIRST_SECOND = Date.parse('2026-01-01T00:00:00Z') / 1000;

const analytics = await openTestAnalytics();
await migrateClickhouse(analytics);
const tenantId = randomUUID();
const people = Array.from({ length: PEOPLE }, () => testPerson(tenantId));
for (const { personId } of people) {
  await analytics.command(
    `INSERT INTO raw_input_minutes_v1 (tenant_id, person_id, minute, device_id, part, letters, digits, numpad, symbols, others, left_clicks,
       right_clicks, wheel, moves, offset_minutes, spool_id, boot_id, seq, received_at)
     SELECT {tenantId:String}, {personId:String},
       fromUnixTimestamp({first:Int64} + intDiv(number, ${MINUTES_A_DAY}) * 86400 + (number % ${MINUTES_A_DAY}) * 60),
       {personId:String}, 0, number % 97, number % 13, 0, number % 7, number % 11, number % 5, number % 2, number % 17, number % 401, 0, 's', 'b',
       number, now64(3)
     FROM numbers(${DAYS * MINUTES_A_DAY})`,
    { tenantId, personId, first: FIRST_SECOND },
  );
}
// As a month lies there when it is exported: the parts of the inserts have been merged, and nothing is merged meanwhile.
await analytics.command('OPTIMIZE TABLE raw_input_minutes_v1 FINAL');

const reference = defineTextQuery({
  name: 'benchmark/export-reference',
  sql: `
    SELECT person_id, formatDateTime(minute, '%Y/%m/%d %H:%i:00', 'Asia/Tokyo') AS at, letters, digits, numpad, symbols, others, left_clicks,
      right_clicks, wheel, moves
    FROM raw_input_minutes_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id IN {people:Array(String)}
    ORDER BY person_id, minute`,
  params: z.object({ tenantId: z.string(), people: z.array(z.string()) }),
  format: 'CSV',
  maxExecutionSeconds: 600,
});

interface Timed {
  readonly ms: number;
  readonly cpuMs: number;
}
/** Wall time, and what all threads of the process used: the engine's, the writer's and Node's. Neighbours on the machine disturb the latter less. */
function timed(): () => Timed {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const used = process.cpuUsage(cpu);
    return { ms: performance.now() - startedAt, cpuMs: (used.user + used.system) / 1000 };
  };
}

/** The engine builds a result whole in memory: in parts of what it can hold. */
const PEOPLE_AT_ONCE = 50;
async function readReference(): Promise<Timed> {
  const end = timed();
  for (let from = 0; from < PEOPLE; from += PEOPLE_AT_ONCE) {
    const part = people.slice(from, from + PEOPLE_AT_ONCE).map((person) => person.personId);
    await analytics.queryText(reference, { tenantId, people: part });
  }
  return end();
}

async function writeZip(): Promise<Timed & { bytes: number; rows: number; peakMb: number }> {
  const files = pcFilesOf(
    analytics,
    people.map((person, index) => {
      const rules = rulesOf(person);
      const span = { start: workDateInterval(FROM, rules).start, end: workDateInterval(TO, rules).end };
      const employeeNumber = String(index + 1).padStart(5, '0');
      return {
        personId: person.personId,
        employeeNumber,
        linePrefix: employeeNumber,
        name: `user${index + 1}`,
        rules,
        span,
      };
    }),
    true,
  );
  let peak = 0;
  const idle = process.memoryUsage.rss();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss() - idle)), 50);
  const end = timed();
  const report = await writePlan(
    { container: 'zip', totalUnits: PEOPLE, files },
    { path: join(tempDir('export'), 'pc.zip'), encoding: 'windows-31j', guardsFormulas: true, entryTimeMs: 0 },
    { doneUnits: 0, totalUnits: 0 },
    new AbortController().signal,
  );
  clearInterval(watch);
  return { ...end(), bytes: report.bytes, rows: report.rows, peakMb: Math.round(peak / 1e6) };
}

// The zip first: what the reference leaves behind would hide its memory.
const zip = await writeZip();
const references = [await readReference(), await readReference()];
await analytics.close();
await closeTestAnalytics();

const bestMs = Math.min(...references.map((each) => each.ms));
const bestCpuMs = Math.min(...references.map((each) => each.cpuMs));
writeReport({
  name: 'export',
  about: `pc_202601.zip of ${PEOPLE} people: ${ROWS} input minutes, three files a person (presence and application files empty); chDB in the same process.`,
  columns: ['way', 'rows/s', 'ms', 'ratio', 'CPU ms', 'ratio of CPU'],
  rows: [
    [
      'SELECT … FORMAT CSV, thrown away',
      perSecond(ROWS, bestMs),
      Math.round(bestMs),
      '1.00',
      Math.round(bestCpuMs),
      '1.00',
    ],
    [
      ...['zip on the disk', perSecond(zip.rows, zip.ms), Math.round(zip.ms), ratio(bestMs, zip.ms)],
      ...[Math.round(zip.cpuMs), ratio(bestCpuMs, zip.cpuMs)],
    ],
  ],
  notes: [
    `Zip: ${(zip.bytes / 1e6).toFixed(1)} MB, ${zip.rows} rows. Peak memory above idle: ${zip.peakMb} MB (target 128). Target ratio: 0.33.`,
  ],
});
