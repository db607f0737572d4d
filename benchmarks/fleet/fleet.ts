import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '#platform/testkit/index.ts';
import type { FleetPerson } from '../kit/fleet-facts.ts';
import type { FleetOrder, FleetReport, FleetTotal } from './messages.ts';

export interface Fleet {
  readonly pids: readonly number[];
  start(): void;
  /** Sends what is pending, ends the PCs and sums up. */
  stop(): Promise<FleetTotal>;
}

/** A fleet in some processes; resolves when every PC has its key and certificate. */
export async function createFleet(
  people: readonly FleetPerson[],
  processes: number,
  order: Omit<FleetOrder, 'peopleFile'>,
  onAnswered: (answer: Extract<FleetReport, { type: 'answered' }>) => void,
): Promise<Fleet> {
  const dir = tempDir('bench-fleet');
  const children = await Promise.all(
    Array.from({ length: processes }, async (_, part) => {
      const peopleFile = join(dir, `people-${part}.json`);
      writeFileSync(peopleFile, JSON.stringify(people.filter((_person, index) => index % processes === part)));
      return startPart({ ...order, peopleFile }, onAnswered);
    }),
  );
  return {
    pids: children.map((child) => child.pid ?? 0),
    start: () => children.forEach((child) => child.send('start')),
    stop: async () => (await Promise.all(children.map(endPart))).reduce(add),
  };
}

async function startPart(
  order: FleetOrder,
  onAnswered: (answer: Extract<FleetReport, { type: 'answered' }>) => void,
): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'main.ts'), [JSON.stringify(order)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const enrolled = new Promise<void>((resolve, reject) => {
    child.on('message', (report: FleetReport) => {
      if (report.type === 'enrolled') resolve();
      if (report.type === 'answered') onAnswered(report);
    });
    child.once('exit', (code) => reject(new Error(`a part of the fleet ended with ${String(code)}`)));
  });
  await enrolled;
  return child;
}

async function endPart(child: ChildProcess): Promise<FleetTotal> {
  const total = new Promise<FleetTotal>((resolve) => {
    child.on('message', (report: FleetReport) => {
      if (report.type === 'total') resolve(report.total);
    });
  });
  const ended = once(child, 'exit');
  child.send('stop');
  const result = await total;
  await ended;
  return result;
}

const add = (a: FleetTotal, b: FleetTotal): FleetTotal => ({
  exchanges: a.exchanges + b.exchanges,
  failures: addUp(a.failures, b.failures),
  recorded: a.recorded + b.recorded,
  accepted: a.accepted + b.accepted,
  duplicates: a.duplicates + b.duplicates,
  rejected: a.rejected + b.rejected,
  pending: a.pending + b.pending,
});

function addUp(a: FleetTotal['failures'], b: FleetTotal['failures']): FleetTotal['failures'] {
  const both = [...Object.entries(a), ...Object.entries(b)];
  return Object.fromEntries(
    [...Map.groupBy(both, ([reason]) => reason)].map(([reason, counts]) => [
      reason,
      counts.reduce((sum, [, count]) => sum + count, 0),
    ]),
  );
}
