import { RAW_KINDS } from '#domain/contract/retention.ts';
import type { RawKind } from '#domain/contract/retention.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { todayIn } from '../access/today-in.ts';
import { isSeenTo, readRetentions } from '../records/read-retentions.ts';
import type { TenantRetention } from '../records/read-retentions.ts';
import { beginProof, endProof } from './removal-proof.ts';
import { isNight } from './retention-deps.ts';
import type { RetentionDeps } from './retention-deps.ts';
import { removeUse } from './remove-use.ts';
import { removeWork } from './remove-work.ts';
import { countOld, deleteOld, dropMonthsBefore, STORED } from './stored-kinds.ts';

/**
 * Removes raw records that have become too old, each tenant and kind once a night.
 *
 *   today − days − 1 ──┐ whole UTC days; the day more covers every zone, so nothing goes before its time
 *   …… removed ……──────┤──── kept ────► today
 *
 * A month that is too old for every tenant goes as a partition, the rest by DELETE. The row of proof begins before anything is removed and is ended
 * after it is seen to be gone: a kill between leaves an open row, and an hour later another run takes over. On hold nothing is removed; a partition
 * that holds anything of a tenant on hold neither. The record of work goes last, by rules of its own (remove-work.ts; docs/adr/0009-retention.md).
 */
export async function removeOld(deps: RetentionDeps): Promise<void> {
  for (const { tenantId } of await readRetentions(deps.records)) {
    for (const kind of RAW_KINDS) {
      // Read anew each time: a hold set a moment ago holds.
      const all = await readRetentions(deps.records);
      const tenant = all.find((each) => each.tenantId === tenantId);
      if (tenant === undefined || tenant.settings.isOnHold || !isNight(tenant, deps.nowMs())) continue;
      if (await isSeenTo(deps.records, tenantId, kind, todayIn(tenant.zone, deps.nowMs()))) continue;
      await removeOfKind(deps, tenant, kind, all);
    }
  }
  await removeWork(deps);
}

/** Everything before this UTC day is too old. */
export const limitOf = ({ zone, settings }: TenantRetention, kind: RawKind, nowMs: number): WorkDate =>
  addDays(todayIn(zone, nowMs), -settings.days[kind] - 1);

async function removeOfKind(
  deps: RetentionDeps,
  tenant: TenantRetention,
  kind: RawKind,
  all: readonly TenantRetention[],
): Promise<void> {
  const { records, analytics } = deps;
  const { tenantId } = tenant;
  const nowMs = deps.nowMs();
  const before = limitOf(tenant, kind, nowMs);
  const count = async (): Promise<number> =>
    (await analytics.query(countOld(STORED[kind]), { tenantId, before }))[0]?.rows ?? 0;
  const rows = await count();
  const removal = { tenantId, kind, removedBefore: before, rows };
  const runId = await beginProof(records, removal, todayIn(tenant.zone, nowMs));
  if (rows > 0) {
    // Before the removal: whoever compares days with raw minutes must know from where on there are none.
    if (kind === 'pcCounts')
      await analytics.insertRows('removed_minutes_v1', ['tenant_id', 'removed_before'], [[tenantId, before]]);
    deps.faultPoint('retention.before-removal');
    await dropPartitions(analytics, kind, all, nowMs);
    if ((await count()) > 0) await analytics.command(deleteOld(STORED[kind]), { tenantId, before });
    deps.faultPoint('retention.after-removal');
    const left = await count();
    if (left > 0) throw new Error(`${left} rows of ${kind} are still there after their removal`);
    deps.log.info({ tenantId, kind, before, rows }, 'old records removed');
  }
  if (kind === 'applications') await removeUse(analytics, tenantId, before);
  await endProof(records, runId, removal);
}

/** Months that are over for every tenant. With one on hold there are none. */
async function dropPartitions(
  analytics: Analytics,
  kind: RawKind,
  all: readonly TenantRetention[],
  nowMs: number,
): Promise<void> {
  if (all.some((tenant) => tenant.settings.isOnHold)) return;
  const earliest = all.map((tenant) => limitOf(tenant, kind, nowMs)).sort()[0] ?? '';
  await dropMonthsBefore(analytics, STORED[kind].table, earliest);
}
