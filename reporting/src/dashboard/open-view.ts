import { can } from '#domain/access/can.ts';
import type { AuditAction } from '#domain/contract/audit.ts';
import { MAX_DASHBOARD_MONTHS } from '#domain/contract/dashboard-figures.ts';
import type { shownSchema } from '#domain/contract/dashboard-figures.ts';
import type { LegalSettings } from '#domain/contract/legal.ts';
import { spansOfPeriod, spansUpTo } from '#domain/dashboard/period.ts';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import { weekStartOf } from '#domain/legal/statutory-overtime.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { z } from 'zod';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import { isRemoved } from '../records/read-kept-from.ts';
import type { Records } from '../records/schema.ts';
import type { Moment, Moments } from './moments.ts';
import type { MonthSumsStore } from './month-sums.ts';
import type { MonthSums } from './sum-columns.ts';
import { runningDate } from './running-date.ts';
import type { Openings } from './openings.ts';
import { readScope } from './scope.ts';
import type { Scope, ScopeAsked } from './scope.ts';
import type { GroupUse } from '../window-use/group-use.ts';
import type { UseRoller } from '../window-use/roll-up-use.ts';
import type { WeekGrids } from './week-grids.ts';

export interface DashboardDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

/** With what the feature keeps between requests. */
export interface DashboardTools extends DashboardDeps {
  readonly sums: MonthSumsStore;
  readonly grids: WeekGrids;
  readonly openings: Openings;
  readonly moments: Moments;
  readonly groupUse: GroupUse;
  readonly roller: UseRoller;
}

export interface ViewAsked {
  readonly scope: ScopeAsked;
  /** A period, or the 13 months that end with a month (`yyyymm`). */
  readonly period: { readonly from: WorkDate; readonly to: WorkDate } | { readonly untilMonth: string };
  readonly requestId: string;
  /** What the audit calls the look, unless it is at one person. */
  readonly action: AuditAction;
  /** Of a file: what is in it. */
  readonly table?: string;
}

export interface View {
  readonly tenantId: string;
  readonly scope: Scope;
  readonly spans: readonly MonthSpan[];
  readonly from: WorkDate;
  readonly to: WorkDate;
  readonly settings: LegalSettings;
  /** The first date of the week that runs. */
  readonly liveFrom: WorkDate;
  /** Undefined: everything is read as it is now. */
  readonly moment: Moment | undefined;
  /** What every answer says of itself. */
  readonly shown: z.infer<typeof shownSchema>;
  readonly readSums: () => Promise<MonthSums[]>;
}

/** Undefined: this viewer may. Anyone else learns nothing, and leaves a trace. */
export async function refuseViewer(records: Records, viewer: Viewer, requestId: string): Promise<Refusal | undefined> {
  if (can(viewer, 'dashboard.view', viewer.tenant, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'dashboard.view', undefined, requestId);
  return refuse('not_found');
}

/** Right, period, scope, and the row of the audit: written before anything is answered. */
export async function openView(deps: DashboardTools, viewer: Viewer, asked: ViewAsked): Promise<View | Refusal> {
  const refusal = await refuseViewer(deps.records, viewer, asked.requestId);
  if (refusal !== undefined) return refusal;
  const wanted = spansOf(asked.period);
  if (wanted === undefined) return refusePeriod();
  const { tenantId } = viewer;
  const [scope, { settings }] = await Promise.all([
    readScope(deps.records, tenantId, asked.scope),
    loadLegalSettings(deps.records, tenantId),
  ]);
  if (scope === undefined) return refuse('not_found');
  const spans = await keptSpans(deps, tenantId, wanted, settings);
  const first = spans[0];
  const last = spans.at(-1);
  // Of the months up to one the older ones may be gone; of a period nothing may be missing.
  const isWhole = 'untilMonth' in asked.period || spans.length === wanted.length;
  if (first === undefined || last === undefined || !isWhole) return refuse('records_removed');
  const [from, to] = [first.from, last.to];
  await recordOpening(deps, viewer, asked, { from, to });
  const { group, person } = scope;
  const moment = deps.moments.current(tenantId);
  const liveFrom = weekStartOf(runningDate(viewer.tenant.zone, deps.nowMs()), settings.weekStartWeekday);
  return {
    ...{ tenantId, scope, spans, from, to, settings },
    shown: {
      asOf: moment?.asOfMs ?? deps.nowMs(),
      group: group === null ? null : { groupId: group.groupId, code: group.code, name: group.name },
      ...{ person, from, to },
    },
    ...{ liveFrom, moment },
    readSums: () => {
      const threshold = settings.deviationThresholdMinutes;
      return deps.sums.read({ tenantId, spans, liveFrom, threshold, week: settings }, { moment });
    },
  };
}

const spansOf = (period: ViewAsked['period']): MonthSpan[] | undefined =>
  'untilMonth' in period
    ? spansUpTo(`${period.untilMonth.slice(0, 4)}-${period.untilMonth.slice(4)}`)
    : spansOfPeriod(period.from, period.to);

/** Without those whose first week has been removed for its age, wholly or in part: the rule of the week needs all of it. */
async function keptSpans(
  deps: DashboardDeps,
  tenantId: string,
  spans: readonly MonthSpan[],
  { weekStartWeekday }: LegalSettings,
): Promise<MonthSpan[]> {
  const kept: MonthSpan[] = [];
  for (const span of spans)
    if (!(await isRemoved(deps, tenantId, weekStartOf(span.from, weekStartWeekday)))) kept.push(span);
  return kept;
}

const refusePeriod = (): Refusal => {
  const message = `a date from \`from\` on; ${MAX_DASHBOARD_MONTHS} months at most`;
  return refuse('invalid_input', { places: [{ path: 'query.to', message }] });
};

async function recordOpening(
  deps: DashboardTools,
  viewer: Viewer,
  { scope, action, table, requestId }: ViewAsked,
  period: { readonly from: WorkDate; readonly to: WorkDate },
): Promise<void> {
  const { tenantId, personId: actorId } = viewer;
  const detail = {
    groupId: scope.groupId,
    withBelow: scope.below === '1',
    ...period,
    ...(table === undefined ? {} : { table }),
  };
  const subjectId = scope.personId;
  const isFile = action === 'dashboard.exported';
  const row = { tenantId, actorId, action: isFile || subjectId === undefined ? action : PERSON_VIEWED, subjectId };
  const write = (): Promise<void> => writeAudit(deps.records, { ...row, detail, requestId });
  // A file is a deed each time.
  await (isFile ? write() : deps.openings.once(JSON.stringify([row, detail]), deps.nowMs(), write));
}

const PERSON_VIEWED: AuditAction = 'dashboard.person-viewed';
