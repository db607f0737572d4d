/**
 * A fleet on the whole product: how long after its 2xx answer a minute is visible through the portal's API, whether anything is lost, whether memory stays
 * flat. The fleet's PCs are the collector's own sender; probes among them are looked for in グループの勤務状況 until it shows the minute.
 *
 *   npm run bench -- freshness [PCS] [SECONDS]      60000 and 240, which ends within ten minutes; the promise is 600 seconds
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { createAnalytics, defineQuery } from '#platform/clickhouse.ts';
import { pause } from '#platform/jitter.ts';
import { connectNats, jetstreamManager } from '#platform/nats.ts';
import { createFleet } from './fleet/fleet.ts';
import { drained, storePeople } from './kit/fleet-facts.ts';
import { addProbes, probeOf, watchProbes } from './kit/probes.ts';
import { namedTree, residentMb, watchProcesses } from './kit/processes.ts';
import { startProduct } from './kit/product.ts';
import { median, quantile, rounded, writeReport } from './kit/report.ts';

const PCS = Number(process.argv[2] ?? 60_000);
const SECONDS = Number(process.argv[3] ?? 240);
const PROBES = Math.min(300, PCS);
const PARTS = 2;
/** Signing in costs several times an upload: the fleet comes up at a rate that leaves room, as PCs that are switched on over some minutes do. */
const RAMP_MS = Math.max(10_000, PCS * 2.5);
const DEADLINE_MS = 300_000;
/** Until each has sent once: the first upload of a person has the day read from the store, which belongs to the morning and not to the day. */
const SETTLE_MS = 62_000;

/** The same of all PCs of the run: what they sent is counted by it. */
const bootId = randomUUID();
const people = Array.from({ length: PCS }, () => probeOf(bootId));
const probes = people.slice(0, PROBES);
const made = await startProduct();
await made.pause();
await storePeople(join(made.dataDir, 'clickhouse'), people);
const product = await startProduct(made);
const nc = await connectNats({ url: product.runtime.natsUrl, token: product.runtime.natsToken, name: 'benchmark' });
const jsm = await jetstreamManager(nc);
const watch = await watchProbes(product, await addProbes(product, probes));
let isMeasuring = false;
const fleet = await createFleet(
  spreadOut(people),
  PARTS,
  {
    ingestUrl: product.ingestUrl,
    secretsDir: join(product.dataDir, 'secrets'),
    probeIds: probes.map((probe) => probe.personId),
    rampMs: RAMP_MS,
  },
  ({ personId, minute, at }) => {
    if (isMeasuring) watch.answered(personId, minute, at);
  },
);
fleet.start();
await pause(RAMP_MS + SETTLE_MS);
isMeasuring = true;
const tree = namedTree(product.pid);
const processes = watchProcesses({ ...tree, fleet: fleet.pids });
const memory: number[] = [];
const until = performance.now() + SECONDS * 1000;
while (performance.now() < until) {
  memory.push(
    residentMb(tree['core']?.[0] ?? 0) +
      residentMb(tree['ingest']?.[0] ?? 0) +
      residentMb(tree['nats-server']?.[0] ?? 0),
  );
  await pause(1_000);
}
isMeasuring = false;
const used = processes.stop();
await watch.settled();
const total = await fleet.stop();
await drained(jsm, DEADLINE_MS);
await nc.close();
await product.stop();
const stored = await countStored();

const sent = total.recorded - total.pending - total.rejected;
const third = Math.ceil(memory.length / 3);
const growth = median(memory.slice(-third)) - median(memory.slice(0, third));
const seconds = (ms: number): number => rounded(ms / 1000);
writeReport({
  name: 'freshness',
  about: `${PCS} PCs, each with one upload a minute (${Math.round(PCS / 60)} a second), on \`npm start\` with the sample company, for ${SECONDS} s after they had all signed in; ${watch.lags.length} minutes of ${PROBES} probes looked for every 0.25 s in グループの勤務状況 by their approver.`,
  columns: ['figure', 'value'],
  rows: [
    ['lag, median', `${seconds(median(watch.lags))} s`],
    ['lag, 95th percentile', `${seconds(quantile(watch.lags, 0.95))} s`],
    ['lag, 99th percentile', `${seconds(quantile(watch.lags, 0.99))} s`],
    ['lag, longest', `${seconds(Math.max(...watch.lags))} s`],
    ['uploads answered in the whole run', total.exchanges],
    ['requests that failed and were tried again', failuresText(total.failures)],
    ['facts recorded and answered', sent],
    ['facts stored', stored],
    [
      'memory of core, ingest and broker, first and last third',
      `${Math.round(median(memory.slice(0, third)))} and ${Math.round(median(memory.slice(-third)))} MB`,
    ],
  ],
  figures: [
    {
      name: 'answer to visible, 99th percentile',
      value: quantile(watch.lags, 0.99) / 1000,
      unit: 's',
      spread: [Math.min(...watch.lags) / 1000, Math.max(...watch.lags) / 1000],
      atMost: 5,
    },
    { name: 'facts lost', value: Math.max(0, sent - stored), unit: '', atMost: 0 },
    { name: 'facts too many', value: Math.max(0, stored - total.recorded), unit: '', atMost: 0 },
    { name: 'growth of memory', value: growth, unit: 'MB' },
  ],
  processes: used,
});
process.exit(0);

function failuresText(failures: Readonly<Record<string, number>>): string {
  const texts = Object.entries(failures).map(([reason, count]) => `${count} (${reason})`);
  return texts.length === 0 ? '0' : texts.join(', ');
}

/** Each part of the fleet takes every second PC: so probes are spread over the minute in both. */
function spreadOut<T>(all: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(all.length / PROBES));
  const rest = all.slice(PROBES);
  return probesAmong(all.slice(0, PROBES), rest, step);
}

function probesAmong<T>(some: readonly T[], rest: readonly T[], step: number): T[] {
  const mixed: T[] = [];
  let next = 0;
  for (const each of some) {
    mixed.push(each, ...rest.slice(next, next + step - 1));
    next += step - 1;
  }
  return [...mixed, ...rest.slice(next)];
}

async function countStored(): Promise<number> {
  const analytics = await createAnalytics({ kind: 'embedded', path: join(product.dataDir, 'clickhouse') });
  let count = 0;
  for (const table of ['raw_input_minutes_v1', 'raw_window_slices_v1']) {
    const query = defineQuery({
      name: 'bench/count-stored',
      sql: `SELECT count() AS count FROM ${table} FINAL WHERE boot_id = {bootId:String}`,
      params: z.object({ bootId: z.string() }),
      row: z.object({ count: z.number() }),
      maxExecutionSeconds: 120,
    });
    const [row] = await analytics.query(query, { bootId });
    count += row?.count ?? 0;
  }
  await analytics.close();
  return count;
}
