import { can } from '#domain/access/can.ts';
import { AUTO_ENDED_NOTICE_DAYS, readOwnNotices } from '#domain/contract/notices.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { Analytics } from '#platform/clickhouse.ts';
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
    return { autoEndedDays: await listAutoEndedDays(analytics, viewer, firstDate) };
  });
}
