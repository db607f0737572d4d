/**
 * A part of a fleet, as a process of its own: any number of PCs, each with the collector's own sender (sign-in, gzip, retry with jitter, one request in
 * flight) on an outbox in memory. Each records a minute of office work once a minute, spread evenly over the fleet, and sends it. What happened comes by
 * IPC.
 */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { systemClock } from '#collector/clock.ts';
import { Sender } from '#collector/sender/sender.ts';
import { createHttpTransport, type Transport } from '#collector/sender/transport.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { enrolDevice } from '../kit/devices.ts';
import type { FleetPerson } from '../kit/fleet-facts.ts';
import { officeMinute } from '../kit/uploads.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import type { FleetOrder, FleetReport } from './messages.ts';

const MINUTE_MS = 60_000;
const SPREAD_MS = 2_000;
const FLUSH_MS = 10_000;
/** PCs are looked at so often: whose turn it is records. */
const STEP_MS = 50;

interface Pc {
  readonly outbox: MemoryOutbox;
  readonly sender: Sender;
  readonly seed: number;
  lastMinute: number;
}

// A run that was ended from outside leaves no fleet behind.
process.on('disconnect', () => process.exit(1));
const order = JSON.parse(process.argv[2] ?? '{}') as FleetOrder;
const people = JSON.parse(readFileSync(order.peopleFile, 'utf8')) as FleetPerson[];
const { certificatePrivateKey } = await loadPortalSecrets(order.secretsDir);
const probes = new Set(order.probeIds);
const personOfDevice = new Map<string, string>();
const log = pino({ level: 'silent' });
const transport = watched(createHttpTransport(order.ingestUrl));
const failures: Record<string, number> = {};
let exchanges = 0;
let isOver = false;
const pcs: Pc[] = [];
for (const [index, person] of people.entries()) pcs.push(await createPc(person, index));
tell({ type: 'enrolled' });

process.on('message', (text) => {
  if (text === 'start') void live();
  if (text === 'stop') void end();
});

async function createPc(person: FleetPerson, index: number): Promise<Pc> {
  const identity = await enrolDevice(person.tenantId, certificatePrivateKey, person.personId);
  if (probes.has(person.personId)) personOfDevice.set(identity.deviceId, person.personId);
  const outbox = new MemoryOutbox();
  const { bootId } = person;
  const sender = new Sender({ identity, outbox, transport, clock: systemClock, log, bootId, spreadMs: SPREAD_MS });
  return { outbox, sender, seed: index, lastMinute: 0 };
}

/** The fleet comes up over the ramp; each PC has its own place within the minute, and a step that comes late makes up for it. */
async function live(): Promise<void> {
  const startedAt = Date.now();
  let started = 0;
  let turns = 0;
  while (!isOver) {
    const elapsedMs = Date.now() - startedAt;
    const wanted = Math.min(pcs.length, Math.ceil((pcs.length * elapsedMs) / Math.max(1, order.rampMs)));
    for (; started < wanted; started += 1) pcs[started]?.sender.start();
    const due = Math.floor((elapsedMs * pcs.length) / MINUTE_MS);
    for (; turns < due; turns += 1) {
      const index = turns % pcs.length;
      const pc = pcs[index];
      if (pc !== undefined && index < started) record(pc);
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

function record(pc: Pc): void {
  const minute = Math.floor(Date.now() / MINUTE_MS) - 1;
  if (minute === pc.lastMinute) return;
  pc.lastMinute = minute;
  pc.outbox.record(officeMinute(pc.seed, minute, pc.outbox.nextSeq));
  pc.sender.wake();
}

/** What is pending is sent; then the sums. */
async function end(): Promise<void> {
  isOver = true;
  await Promise.all(pcs.map((pc) => pc.sender.stop(FLUSH_MS)));
  const sum = (of: (outbox: MemoryOutbox) => number): number => pcs.reduce((all, pc) => all + of(pc.outbox), 0);
  await told({
    type: 'total',
    total: {
      exchanges,
      failures,
      recorded: sum((outbox) => outbox.nextSeq - 1),
      accepted: sum((outbox) => outbox.accepted),
      duplicates: sum((outbox) => outbox.duplicates),
      rejected: sum((outbox) => outbox.rejected),
      pending: sum((outbox) => outbox.pending),
    },
  });
  process.exit(0);
}

/** Tells when the batch of a probe was answered, and counts what failed. */
function watched(inner: Transport): Transport {
  return async (request, signal) => {
    const answer = await inner(request, signal).catch((error: unknown) => {
      failed(error instanceof Error && 'code' in error ? String(error.code) : String(error));
      throw error;
    });
    if (answer.status !== 200) failed(`HTTP ${answer.status} to ${request.path.split('?')[0]}`);
    else if (request.path === '/v1/batches')
      answered(request.body as { deviceId: string; items: { minute: number }[] });
    return answer;
  };
}

function answered(body: { deviceId: string; items: { minute: number }[] }): void {
  exchanges += 1;
  const personId = personOfDevice.get(body.deviceId);
  const minute = body.items.at(-1)?.minute;
  if (personId !== undefined && minute !== undefined) tell({ type: 'answered', personId, minute, at: Date.now() });
}

function failed(reason: string): void {
  failures[reason] = (failures[reason] ?? 0) + 1;
}

/** Resolves when the other side can have it. */
const told = (report: FleetReport): Promise<void> =>
  new Promise((resolve) => void process.send?.(report, undefined, undefined, () => resolve()));

function tell(report: FleetReport): void {
  process.send?.(report);
}
