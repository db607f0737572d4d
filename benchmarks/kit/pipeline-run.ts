import { issueToken } from '#ingest/identity/device-token.ts';
import { pause } from '#platform/jitter.ts';
import { drained, fleetPerson, storePeople, type FleetPerson } from './fleet-facts.ts';
import { watchProcesses, type ProcessUse } from './processes.ts';
import { open, type RawRequest } from './raw-client.ts';
import { startStack, type Stack } from './stack.ts';
import { officeMinute, packUpload } from './uploads.ts';

const CONNECTIONS = 64;
const DRAIN_DEADLINE_MS = 120_000;

export interface PipelineRun {
  readonly events: number;
  /** CPU seconds of all servers for a million events, minute by minute. */
  readonly perMinute: number[];
  readonly servers: readonly ProcessUse[];
  readonly processes: readonly ProcessUse[];
  readonly lagMs: number;
  readonly people: readonly FleetPerson[];
  readonly firstMinute: number;
  readonly storeDir: string;
}

/**
 * Ingest, broker and processor as processes; people at work; each minute an upload of everybody at a steady rate, until all of it is queryable and computed.
 * A first minute is not measured: tokens are verified and code is compiled once, not with each upload.
 */
export async function runPipeline(options: {
  readonly people: number;
  readonly minutes: number;
  readonly uploadsPerSecond: number;
  /** Puts history into the store before any service opens it. */
  readonly prepare?: (stack: Stack, people: readonly FleetPerson[]) => Promise<void>;
}): Promise<PipelineRun> {
  const stack = await startStack();
  const people = Array.from({ length: options.people }, () => fleetPerson(stack.tenantId));
  await options.prepare?.(stack, people);
  await storePeople(stack.storeDir, people);
  const ingest = await stack.startIngest();
  const processor = await stack.startProcessor();
  const tokens: string[] = [];
  for (const person of people) tokens.push((await issueToken(person, stack.tokenKey, Date.now())).token);
  const firstMinute = Math.floor(Date.now() / 60_000) - options.minutes - 3;
  const uploadsOf = (minute: number): { requests: RawRequest[]; items: number } => {
    let items = 0;
    const requests = people.map((person, index): RawRequest => {
      const made = officeMinute(index, firstMinute + minute, 1 + minute * 10);
      items += made.length;
      return { token: tokens[index] ?? '', body: packUpload(person, Date.now(), made) };
    });
    return { requests, items };
  };
  const send = await createPacer(ingest.port, options.uploadsPerSecond);

  await send(uploadsOf(0).requests);
  await drained(stack.jsm, DRAIN_DEADLINE_MS);
  const pids = { ingest: ingest.pid, 'nats-server': stack.natsPid, 'processor and engine': processor.pid };
  const watch = watchProcesses({ ...pids, client: process.pid });
  const serversNow = (): ProcessUse[] => watch.use().filter(({ name }) => name !== 'client');
  const perMinute: number[] = [];
  let events = 0;
  let lagMs = 0;
  for (let minute = 1; minute <= options.minutes; minute += 1) {
    const { requests, items } = uploadsOf(minute);
    const before = secondsOf(serversNow());
    await send(requests);
    const sentAt = performance.now();
    await drained(stack.jsm, DRAIN_DEADLINE_MS);
    lagMs = Math.max(lagMs, performance.now() - sentAt);
    events += items;
    perMinute.push(((secondsOf(serversNow()) - before) * 1e6) / items);
  }
  const processes = watch.stop();
  const servers = processes.filter(({ name }) => name !== 'client');
  await stack.stop();
  return { events, perMinute, servers, processes, lagMs, people, firstMinute, storeDir: stack.storeDir };
}

export const secondsOf = (processes: readonly ProcessUse[]): number =>
  processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);

/** Sends the given number of uploads a second, in slices of a tenth, over kept connections; every one must be taken. */
async function createPacer(
  port: number,
  perSecond: number,
): Promise<(requests: readonly RawRequest[]) => Promise<void>> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  const each = Math.max(1, Math.round(perSecond / 10));
  return async (requests) => {
    const startedAt = performance.now();
    for (let from = 0; from < requests.length; from += each) {
      await pause(Math.max(0, startedAt + (from * 1000) / perSecond - performance.now()));
      const slice = requests.slice(from, from + each).reverse();
      await Promise.all(
        connections.map(async (connection) => {
          for (let request = slice.pop(); request !== undefined; request = slice.pop()) {
            const { status, text } = await connection.exchange(request);
            const isTaken = status === 200 && !text.includes('"rejected"') && !text.includes('"duplicate"');
            if (!isTaken) throw new Error(`HTTP ${status}: ${text}`);
          }
        }),
      );
    }
  };
}
