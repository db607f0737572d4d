import { can } from '#domain/access/can.ts';
import { AUTO_ENDED_NOTICE_DAYS, LOST_TIME_NOTICE_DAYS, readOwnNotices } from '#domain/contract/notices.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readLastOperationRuns } from '#sql/operation-runs.ts';
import type { OperationRun } from '#sql/operation-runs.ts';
import { todayIn } from '../access/today-in.ts';
import type { Mount } from '../http/mount.ts';
import { refuse } from '../http/refusal.ts';
import { listAutoEndedDays } from './list-auto-ended-days.ts';

export interface NoticesDeps {
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

export function mountNotices(mount: Mount, { analytics, nowMs }: NoticesDeps): void {
  mount.signedIn(readOwnNotices, async (viewer) => {
    const { tenantId, personId } = viewer;
    // One's own days: the group says nothing. `admin` has none.
    if (!can(viewer, 'day.view', { tenantId, personId, groupId: '' }, new Map())) return refuse('not_found');
    const firstDate = addDays(todayIn(viewer.tenant.zone, nowMs()), -AUTO_ENDED_NOTICE_DAYS);
    const [autoEndedDays, { restore }] = await Promise.all([
      listAutoEndedDays(analytics, viewer, firstDate),
      readLastOperationRuns(analytics),
    ]);
    return { autoEndedDays, lostTime: lostTimeOf(restore, viewer.tenant.zone, nowMs()) };
  });
}

/** From the state of the backup to the end of its restore nothing that people did is there. */
function lostTimeOf(
  restore: OperationRun | undefined,
  zone: string,
  nowMs: number,
): { from: number; to: number; zone: string } | null {
  if (restore === undefined) return null;
  const [from, to] = [Date.parse(restore.startedAt), Date.parse(restore.finishedAt)];
  return nowMs - to > LOST_TIME_NOTICE_DAYS * 86_400_000 ? null : { from, to, zone };
}
