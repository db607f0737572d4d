import { MAX_APPLICATION_USE_DAYS, MIN_GROUP_PEOPLE } from '#domain/contract/application-use.ts';
import type { DashboardUse } from '#domain/contract/dashboard.ts';
import { dayNumberOf } from '#domain/time/calendar.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { readSiteNameRows } from '../records/read-site-names.ts';
import { piecesOf } from '../sums-cache/span-parts.ts';
import { longest, sumOf } from '../window-use/sum-application-use.ts';
import type { DashboardTools, View } from './open-view.ts';

const TOP = 10;
const NOTHING = { applications: [], sites: [], totalSeconds: 0, siteSeconds: 0 };

/**
 * Shares of applications and sites over the dates on which people were in the scope: of five with data at least, so that it is nobody's. From the rolled-up
 * days (window-use/roll-up-use.ts), so it states the moment up to which these are complete.
 */
export async function readUse(
  { records, groupUse, roller }: DashboardTools,
  view: View,
): Promise<DashboardUse | Refusal> {
  const { tenantId, scope, from, to, spans, liveFrom, shown } = view;
  if (dayNumberOf(to) - dayNumberOf(from) >= MAX_APPLICATION_USE_DAYS) {
    const message = `${MAX_APPLICATION_USE_DAYS} days at most`;
    return refuse('invalid_input', { places: [{ path: 'query.to', message }] });
  }
  const asOfMs = await roller.asOfMs();
  if (asOfMs === undefined) return { ...shown, ...NOTHING, obstacle: 'beingSummed' };
  const siteNames = await readSiteNameRows(records, tenantId);
  const stretches = spans.flatMap((span) => piecesOf(span, liveFrom));
  const { groupIds, deletedIds } = scope;
  const sums = await groupUse.read({ tenantId, stretches, groupIds, deletedIds, siteNames });
  const stated = { ...shown, asOf: Math.min(shown.asOf, asOfMs) };
  if (sums.people < MIN_GROUP_PEOPLE) return { ...stated, ...NOTHING, obstacle: 'fewPeople' };
  return {
    ...stated,
    obstacle: null,
    applications: longest(sums.applications, TOP),
    sites: longest(sums.sites, TOP),
    totalSeconds: sumOf(sums.applications),
    siteSeconds: sumOf(sums.sites),
  };
}
