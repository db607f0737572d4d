import type { SystemStatus } from '#domain/contract/system-status.ts';
import { SYSTEM_PARTS } from '#domain/contract/system-status.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { diskSpace, isBelowWatermark } from '#platform/disk.ts';
import type { ReadinessChecks } from '#platform/http.ts';
import type { Logger } from '#platform/log.ts';
import { readLastOperationRuns } from '#sql/operation-runs.ts';
import type { OperationRun } from '#sql/operation-runs.ts';
import type { WatchedFolders } from '../config.ts';
import type { Records } from '../records/schema.ts';
import { countDeadLetters, readWaiting } from './broker-status.ts';
import type { BrokerDeps } from './broker-status.ts';
import { readMails, readOutbox } from './queries.ts';

export interface StatusDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly broker: BrokerDeps;
  readonly checks: ReadinessChecks;
  readonly watchedFolders: WatchedFolders;
  readonly version: string;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** The page must answer best when something is wrong: what cannot be read is null, and nothing is waited for longer than this. */
const PATIENCE_MS = 4_000;

/** Everything that can be said about this installation to an administrator of one tenant. */
export async function readStatus(deps: StatusDeps, tenantId: string): Promise<SystemStatus> {
  const { records, analytics, broker, checks, log } = deps;
  const unlessDown = async <T>(what: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await withPatience(read());
    } catch (err) {
      log.warn({ err, what }, 'a part of the system status could not be read');
      return null;
    }
  };
  const [parts, waiting, deadLetters, mails, outbox, runs, disks] = await Promise.all([
    Promise.all(SYSTEM_PARTS.map(async (part) => ({ part, isUp: await isUp(checks[nameOfCheck(part)]) }))),
    unlessDown('waiting', () => readWaiting(broker)),
    unlessDown('dead letters', () => countDeadLetters(broker, tenantId)),
    unlessDown('mails', () => readMails(records, tenantId)),
    unlessDown('outbox', () => readOutbox(records, tenantId)),
    unlessDown('runs', () => readLastOperationRuns(analytics)),
    readDisks(deps.watchedFolders),
  ]);
  return {
    ...{ at: deps.nowMs(), version: deps.version, parts, waiting, deadLetters, disks, mails, outbox },
    lastBackup: runs?.backup === undefined ? null : { ...endOf(runs.backup), bytes: figure(runs.backup, 'bytes') },
    lastReconcile:
      runs?.reconcile === undefined
        ? null
        : { ...endOf(runs.reconcile), differences: figure(runs.reconcile, 'differences') },
    lastRestore:
      runs?.restore === undefined ? null : { ...endOf(runs.restore), recordsAt: Date.parse(runs.restore.startedAt) },
    areRunsKnown: runs !== null,
  };
}

/** Names in `/readyz` are older than this page. */
const nameOfCheck = (part: (typeof SYSTEM_PARTS)[number]): string => (part === 'records' ? 'postgres' : part);

async function isUp(check: ReadinessChecks[string] | undefined): Promise<boolean> {
  try {
    return (await withPatience(Promise.resolve(check?.()))) === true;
  } catch {
    return false;
  }
}

async function withPatience<T>(reading: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), PATIENCE_MS);
  try {
    return await Promise.race([reading, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const endOf = (run: OperationRun): { at: number } => ({ at: Date.parse(run.finishedAt) });
const figure = (run: OperationRun, name: string): number => Number(run.figures[name] ?? 0);

export async function readDisks(folders: WatchedFolders): Promise<SystemStatus['disks']> {
  const disks = await Promise.all(
    folders.map(async ({ folder, dir }) => {
      const space = await diskSpace(dir).catch(() => undefined);
      return space === undefined ? [] : [{ folder, ...space, isLow: isBelowWatermark(space) }];
    }),
  );
  return disks.flat();
}
