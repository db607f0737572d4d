/**
 * What an event costs on its whole way: processor time of all server processes (ingest, broker, processor with the engine inside) from the POST of a
 * realistic upload to its queryable facts and the computed day, for a million events. The reference in the same run is the engine alone, given the same
 * rows.
 *
 *   npm run bench -- pipeline [PEOPLE] [MINUTES] [UPLOADS_PER_SECOND]
 */
import { insertDirectly } from './kit/direct-insert.ts';
import { runPipeline, secondsOf } from './kit/pipeline-run.ts';
import { rounded, spreadOf, writeReport } from './kit/report.ts';

const PEOPLE = Number(process.argv[2] ?? 60_000);
const MINUTES = Number(process.argv[3] ?? 2);
const UPLOADS_PER_SECOND = Number(process.argv[4] ?? 1_000);
const PROMISED_CPU_SECONDS = 120;
const REFERENCE_PEOPLE = 20_000;

const run = await runPipeline({ people: PEOPLE, minutes: MINUTES, uploadsPerSecond: UPLOADS_PER_SECOND });
const seconds = secondsOf(run.servers);
const perMillion = (cpuSeconds: number): number => rounded((cpuSeconds * 1e6) / run.events);
const direct = await insertDirectly(run.storeDir, run.people.slice(0, REFERENCE_PEOPLE), run.firstMinute);
const row = (name: string, cpuSeconds: number): (string | number)[] => [
  name,
  rounded(cpuSeconds),
  perMillion(cpuSeconds),
  (perMillion(cpuSeconds) / direct.perMillion).toFixed(2),
];
writeReport({
  name: 'pipeline',
  about: `${PEOPLE} people at work (rules stored, 開始 pressed), each with one upload a minute for ${MINUTES} minutes, ${UPLOADS_PER_SECOND} uploads a second: ${run.events} events, of them ${PEOPLE * MINUTES} input minutes, the rest window slices. Processor seconds until every fact is queryable and every touched day is computed.`,
  columns: ['process', 'CPU s', 'CPU s for a million events', 'ratio to the engine alone'],
  rows: [
    [
      'the engine alone, such rows inserted directly (reference)',
      rounded(direct.cpuSeconds),
      rounded(direct.perMillion),
      '1.00',
    ],
    ...run.servers.map(({ name, cpuSeconds }) => row(name, cpuSeconds)),
    row('all servers', seconds),
  ],
  figures: [
    {
      name: 'CPU seconds for a million events',
      value: perMillion(seconds),
      unit: 's',
      spread: spreadOf(run.perMinute),
      atMost: PROMISED_CPU_SECONDS,
    },
    { name: 'after the last upload until all is queryable', value: run.lagMs / 1000, unit: 's' },
  ],
  processes: run.processes,
});
process.exit(0);
