import type { Analytics } from '#platform/clickhouse.ts';
import { noteOperationRun } from '#sql/operation-runs.ts';
import { recomputeDays } from '../days/recompute-days.ts';
import { reconcile } from './reconcile.ts';
import type { ReconcileResult } from './reconcile.ts';

export interface ReconcileStoreOptions {
  isRepair: boolean;
  report: (line: string) => void;
}

/** Reconciles a store that nobody else has open: days that differ are recomputed here and now. */
export async function reconcileStore(
  analytics: Analytics,
  { isRepair, report }: ReconcileStoreOptions,
): Promise<ReconcileResult> {
  const write = { analytics, clock: Date.now, reach: () => undefined, mayWrite: () => true };
  const startedAt = new Date().toISOString();
  const result = await reconcile(analytics, {
    clock: Date.now,
    isRunning: false,
    report,
    ...(isRepair ? { recompute: async (keys) => void (await recomputeDays(write, keys)) } : {}),
  });
  await noteReconcile(analytics, startedAt, result);
  return result;
}

/** For the health page: when it was done last, and what was found. */
export async function noteReconcile(analytics: Analytics, startedAt: string, result: ReconcileResult): Promise<void> {
  const { people, days, differences, repaired } = result;
  const figures = { people, days, differences, repaired };
  await noteOperationRun(analytics, { kind: 'reconcile', startedAt, finishedAt: new Date().toISOString(), figures });
}
