import {
  downloadDashboard,
  listDashboardDays,
  listDashboardMonthsOver,
  listDashboardPeople,
  readDashboardDeviation,
  readDashboardDistribution,
  readDashboardFrame,
  readDashboardHeatMap,
  readDashboardOverview,
  readDashboardTrend,
  readDashboardUse,
} from '#domain/contract/dashboard.ts';
import type { AuditAction } from '#domain/contract/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Mount } from '../http/mount.ts';
import { Refusal } from '../http/refusal.ts';
import { download } from './download.ts';
import { listDays } from './list-days.ts';
import { listMonthsOver } from './list-months-over.ts';
import { listPeople } from './list-people.ts';
import { createMonthSums } from './month-sums.ts';
import { createMoments } from './moments.ts';
import { openView } from './open-view.ts';
import type { DashboardDeps, DashboardTools, View, ViewAsked } from './open-view.ts';
import { createOpenings } from './openings.ts';
import { readDistribution } from './read-distribution.ts';
import { readFrame } from './read-frame.ts';
import { readDeviation, readHeatMap } from './read-heat-map.ts';
import { readOverview } from './read-overview.ts';
import { readTrend } from './read-trend.ts';
import { readUse } from './read-use.ts';
import { createGroupUse } from '../window-use/group-use.ts';
import { createUseRoller } from '../window-use/roll-up-use.ts';
import { createWeekGrids } from './week-grids.ts';

const FIGURES: AuditAction = 'dashboard.viewed';
const PEOPLE: AuditAction = 'dashboard.people-viewed';
const DAYS: AuditAction = 'dashboard.days-viewed';

/** What is kept between requests, and warmed at the start (warm-dashboards.ts). */
export const createDashboardTools = (deps: DashboardDeps, moments = createMoments()): DashboardTools => ({
  ...deps,
  sums: createMonthSums(deps.analytics),
  grids: createWeekGrids(deps.analytics),
  openings: createOpenings(),
  moments,
  groupUse: createGroupUse(deps.analytics),
  roller: createUseRoller(deps),
});

export function mountDashboard(mount: Mount, tools: DashboardTools): void {
  const { records } = tools;
  mount.signedIn(readDashboardFrame, (viewer, { exchange }) => readFrame(tools, viewer, exchange.requestId));
  mount.signedIn(readDashboardOverview, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, FIGURES, exchange), readOverview),
  );
  mount.signedIn(readDashboardTrend, (viewer, { query, exchange }) =>
    show(tools, viewer, ofMonths(query, FIGURES, exchange), readTrend),
  );
  mount.signedIn(readDashboardDistribution, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, FIGURES, exchange), (view) => readDistribution(view, query.figure)),
  );
  mount.signedIn(readDashboardHeatMap, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, FIGURES, exchange), (view) => readHeatMap(tools, view)),
  );
  mount.signedIn(readDashboardDeviation, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, FIGURES, exchange), (view) => readDeviation(tools, view)),
  );
  mount.signedIn(readDashboardUse, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, FIGURES, exchange), (view) => readUse(tools, view)),
  );
  mount.signedIn(listDashboardPeople, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, PEOPLE, exchange), (view) => listPeople(records, view, query)),
  );
  mount.signedIn(listDashboardMonthsOver, (viewer, { query, exchange }) =>
    show(tools, viewer, ofMonths(query, PEOPLE, exchange), (view) => listMonthsOver(records, view, query)),
  );
  mount.signedIn(listDashboardDays, (viewer, { query, exchange }) =>
    show(tools, viewer, ofPeriod(query, DAYS, exchange), (view) => listDays(tools, view, query)),
  );
  mount.signedIn(downloadDashboard, (viewer, { query, exchange }) => download(tools, viewer, query, exchange));
}

async function show<A>(
  tools: DashboardTools,
  viewer: Viewer,
  asked: ViewAsked,
  answer: (view: View) => Promise<A>,
): Promise<A | Refusal> {
  const view = await openView(tools, viewer, asked);
  return view instanceof Refusal ? view : answer(view);
}

type Exchange = Pick<ViewAsked, 'requestId'>;
type PeriodQuery = ViewAsked['scope'] & Exclude<ViewAsked['period'], { readonly untilMonth: string }>;

const ofPeriod = (query: PeriodQuery, action: AuditAction, { requestId }: Exchange): ViewAsked => ({
  ...{ scope: query, period: { from: query.from, to: query.to }, action, requestId },
});
const ofMonths = (
  query: ViewAsked['scope'] & { readonly to: string },
  action: AuditAction,
  { requestId }: Exchange,
): ViewAsked => ({ scope: query, period: { untilMonth: query.to }, action, requestId });
