import { deviationEdges } from '#domain/dashboard/buckets.ts';
import { spansUpTo } from '#domain/dashboard/period.ts';
import { weekStartOf } from '#domain/legal/statutory-overtime.ts';
import { hasDashboard } from '#domain/settings/has-dashboard.ts';
import { monthOf } from '#domain/time/calendar.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import type { Records } from '../records/schema.ts';
import type { Moment } from './moments.ts';
import type { DashboardTools } from './open-view.ts';
import { runningDate } from './running-date.ts';
import { readDeleted } from './scope.ts';

/**
 * Sums the 13 months that the page begins with, for each tenant where somebody may open it: the first look after a start finds them, and so does the
 * first one in the morning. Of a large company they are what is shown (moments.ts).
 */
export async function warmDashboards(
  deps: Pick<DashboardTools, 'records' | 'sums' | 'grids' | 'moments' | 'nowMs'>,
  signal: AbortSignal,
): Promise<void> {
  for (const { tenantId, zone } of await readTenantsWithViewers(deps.records)) {
    if (signal.aborted) return;
    const [{ settings }, deletedIds] = await Promise.all([
      loadLegalSettings(deps.records, tenantId),
      readDeleted(deps.records, tenantId),
    ]);
    const today = runningDate(zone, deps.nowMs());
    const liveFrom = weekStartOf(today, settings.weekStartWeekday);
    const threshold = settings.deviationThresholdMinutes;
    const edges = deviationEdges(threshold);
    // The latest month first: it is what the page opens with.
    const spans = spansUpTo(monthOf(today)).reverse();
    const into: Moment = { asOfMs: deps.nowMs(), sums: new Map(), grids: new Map() };
    await deps.sums.read({ tenantId, spans, liveFrom, threshold, week: settings }, { into });
    if (signal.aborted) return;
    await deps.grids.read({ tenantId, spans, liveFrom, edges, personId: undefined, deletedIds }, { into });
    deps.moments.put(tenantId, into);
  }
}

async function readTenantsWithViewers(records: Records): Promise<{ tenantId: string; zone: string }[]> {
  const rows = await records
    .selectFrom('tenants as t')
    .select(['t.tenant_id as tenantId', 't.zone', 't.plan'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('people as p')
          .select('p.person_id')
          .whereRef('p.tenant_id', '=', 't.tenant_id')
          .where('p.may_view_dashboard', '=', true)
          .where('p.status', '=', 'active'),
      ),
    )
    .execute();
  return rows.filter(({ plan }) => hasDashboard(plan));
}
