/**
 * Durable uploads: how many a second ingest answers after JetStream's acknowledgement (token, revocation, gunzip, JSON, each item checked, published,
 * stored, committed ranges, answer per item), as a share of a bare node:http server that reads the same bytes and answers 202. The same client sends
 * both in turns; broker, ingest and client share the machine.
 *
 *   npm run bench -- ingest [ROUNDS] [CONNECTIONS]
 */
import { join } from 'node:path';
import { STREAMS } from '#domain/contract/messages.ts';
import type { WireItem } from '#domain/contract/wire.ts';
import { enrolDevice, signInDevice, type EnrolledDevice } from './kit/devices.ts';
import { watchProcesses } from './kit/processes.ts';
import { pourByHttp } from './kit/http-client.ts';
import { pourBySockets, type RawRequest } from './kit/raw-client.ts';
import { median, rounded, spreadOf, writeReport } from './kit/report.ts';
import { startChild, startStack } from './kit/stack.ts';
import { officeMinute, packUpload } from './kit/uploads.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const CONNECTIONS = Number(process.argv[3] ?? 64);
const DEVICES = 1_000;
const ROUND_MS = 3_000;
/** Enough for a round of the bare server; ingest takes a part of them. */
const PER_ROUND = { minute: 60_000, hundred: 30_000 };
/** Minutes that have happened and that ingest still takes. */
const FIRST_MINUTE = Math.floor(Date.now() / 60_000) - 300 * 1440;

const stack = await startStack();
const ingest = await stack.startIngest();
const bare = await startChild(join(import.meta.dirname, 'kit/bare-server.ts'), {});
const devices: (EnrolledDevice & { token: string; nextSeq: number; nextMinute: number })[] = [];
for (let index = 0; index < DEVICES; index += 1) {
  const device = await enrolDevice(stack.tenantId, stack.portalKey);
  const token = await signInDevice(device, `http://127.0.0.1:${ingest.port}`);
  devices.push({ ...device, token, nextSeq: 1, nextMinute: FIRST_MINUTE });
}
const portOf = { bare: bare.port, ingest: ingest.port };

/** One upload of each device in turn, so that nothing comes twice. */
function makeUploads(kind: 'minute' | 'hundred'): (RawRequest & { items: number })[] {
  return Array.from({ length: PER_ROUND[kind] }, (_, index) => {
    const device = devices[index % DEVICES];
    if (device === undefined) throw new RangeError('no device');
    const items: WireItem[] = [];
    do items.push(...officeMinute(index, device.nextMinute++, device.nextSeq + items.length));
    while (kind === 'hundred' && items.length < 100);
    device.nextSeq += items.length;
    return { token: device.token, body: packUpload(device, Date.now(), items), items: items.length };
  });
}

/** What is sent by which client. */
const KINDS = {
  minute: { size: 'minute', pour: pourByHttp, what: 'one minute' },
  'minute sockets': { size: 'minute', pour: pourBySockets, what: 'one minute, by bare sockets' },
  backlog: { size: 'hundred', pour: pourByHttp, what: 'a backlog' },
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];
const rates: Record<string, number[]> = {};
const cpuOf: Record<string, number[]> = {};
const sizes: Partial<Record<Kind, string>> = {};
const watch = watchProcesses({
  'nats-server': stack.natsPid,
  ingest: ingest.pid,
  'bare server': bare.pid,
  client: process.pid,
});
for (let round = 0; round < ROUNDS; round += 1) for (const kind of kinds) await measure(kind);

async function measure(kind: Kind): Promise<void> {
  const uploads = makeUploads(KINDS[kind].size);
  const mean = (of: (upload: (typeof uploads)[number]) => number): number =>
    uploads.reduce((sum, upload) => sum + of(upload), 0) / uploads.length;
  sizes[kind] = `${rounded(mean((one) => one.items))} items, ${Math.round(mean((one) => one.body.length))} bytes`;
  for (const way of ['bare', 'ingest'] as const) {
    const before = watch.use();
    let at = 0;
    const { taken, ms } = await KINDS[kind].pour({
      port: portOf[way],
      connections: CONNECTIONS,
      status: way === 'bare' ? 202 : 200,
      ms: ROUND_MS,
      next: () => uploads[at++],
      check: (text) => way === 'bare' || !text.includes('"rejected"'),
    });
    (rates[`${way} ${kind}`] ??= []).push((taken * 1000) / ms);
    for (const { name, cpuSeconds } of watch.use()) {
      const used = cpuSeconds - (before.find((each) => each.name === name)?.cpuSeconds ?? 0);
      (cpuOf[`${way} ${kind} ${name}`] ??= []).push((used * 1e6) / taken);
    }
    await stack.jsm.streams.purge(STREAMS.activity.name);
  }
}
const processes = watch.stop();
await stack.stop();
await bare.stop();

const ratios = (kind: Kind): number[] =>
  (rates[`ingest ${kind}`] ?? []).map((rate, index) => rate / (rates[`bare ${kind}`]?.[index] ?? Infinity));
const row = (way: 'bare' | 'ingest', kind: Kind): (string | number)[] => {
  const measured = rates[`${way} ${kind}`] ?? [];
  const of = (name: string): number => Math.round(median(cpuOf[`${way} ${kind} ${name}`] ?? []));
  return [
    way === 'bare' ? `bare node:http, ${KINDS[kind].what} (${sizes[kind] ?? ''})` : `ingest, ${KINDS[kind].what}`,
    Math.round(median(measured)),
    spreadOf(measured).map(Math.round).join(' – '),
    way === 'bare' ? '1.00' : median(ratios(kind)).toFixed(2),
    of(way === 'bare' ? 'bare server' : 'ingest'),
    of('nats-server'),
    of('client'),
  ];
};
writeReport({
  name: 'ingest',
  about: `Uploads a second with ${CONNECTIONS} kept connections, one request in flight on each, of ${DEVICES} devices; gzip as the collector makes it; ${ROUNDS} rounds of ${ROUND_MS / 1000} s in turns. The last three columns are microseconds of processor time for an upload.`,
  columns: ['way', 'uploads/s', 'spread', 'ratio', 'server µs', 'broker µs', 'client µs'],
  rows: kinds.flatMap((kind) => [row('bare', kind), row('ingest', kind)]),
  figures: kinds.map((kind) => ({
    name: `${KINDS[kind].what}: share of bare node:http`,
    value: median(ratios(kind)),
    unit: '',
    spread: spreadOf(ratios(kind)),
    ...(kind === 'minute' ? { atLeast: 0.5 } : {}),
  })),
  processes,
  notes: [
    'The bare server and the client of sockets together cost 30 µs of processor time for an upload, less than inflating and parsing one: that line shows what ingest costs, not what a fleet meets.',
  ],
});
process.exit(0);
