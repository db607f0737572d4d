import type { z } from 'zod';
import type { DashboardDays, listDashboardDays } from '#domain/contract/dashboard.ts';
import { overtimeOf, statutoryOvertime, weekStartOf } from '#domain/legal/statutory-overtime.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { readLegalDays } from '../legal/read-legal-days.ts';
import { countDays, readDays } from './day-queries.ts';
import type { DayMark } from './day-queries.ts';
import { describePerson, readNames } from './describe-people.ts';
import type { DashboardDeps, View } from './open-view.ts';

type Query = z.output<NonNullable<(typeof listDashboardDays)['query']>>;
export type DaysAsked = Omit<Query, 'groupId' | 'below' | 'personId' | 'from' | 'to'>;
type DayRow = z.output<ReturnType<typeof readDays>['row']>;

/** No amount of a day reaches it. */
const NO_END = 1_000_000;

/** The person-days behind a mark, a page of them. */
export async function listDays(deps: DashboardDeps, view: View, asked: DaysAsked): Promise<DashboardDays | Refusal> {
  const { scope } = view;
  const { figure, workedHour, pcHour, only } = asked;
  if (workedHour !== undefined && pcHour !== undefined) return refuseQuery('pcHour', 'one hour at a time');
  if (figure === 'statutoryOvertimeMinutes') {
    return scope.person === null
      ? refuseQuery('figure', 'statutoryOvertimeMinutes arises from a week: only with personId')
      : listStatutoryDays(deps, view, asked, scope.person.personId);
  }
  const hourOf = workedHour !== undefined ? 'worked' : pcHour !== undefined ? 'pc' : undefined;
  const mark: DayMark = { figure, hourOf, only, isOfPerson: scope.person !== null };
  const params = paramsOf(view, asked);
  const [[count], rows] = await Promise.all([
    deps.analytics.query(countDays(mark), params),
    deps.analytics.query(readDays(mark, asked.order), { ...params, limit: asked.limit, offset: asked.offset }),
  ]);
  return describeRows(deps, view, count?.total ?? 0, rows);
}

const refuseQuery = (field: string, message: string): Refusal =>
  refuse('invalid_input', { places: [{ path: `query.${field}`, message }] });

/** Without an amount asked for: every day that gives some, or every day that `only` means. */
function paramsOf(view: View, asked: DaysAsked) {
  const { scope, tenantId, settings } = view;
  return {
    ...{ tenantId, firstDate: view.from, lastDate: view.to, personId: scope.person?.personId ?? '' },
    deletedIds: scope.person === null ? [...scope.deletedIds] : [],
    groupIds: [...(scope.groupIds ?? [])],
    weekday: asked.weekday ?? -1,
    hour: asked.workedHour ?? asked.pcHour ?? 0,
    minMinutes: asked.minMinutes ?? (asked.only === undefined ? 1 : 0),
    maxMinutes: asked.maxMinutes ?? NO_END,
    threshold: settings.deviationThresholdMinutes,
  };
}

/** 法定外残業 of one person's days: the rule over the declared days from the start of the first week. */
async function listStatutoryDays(
  deps: DashboardDeps,
  view: View,
  asked: DaysAsked,
  personId: string,
): Promise<DashboardDays> {
  const { tenantId, settings, from, to } = view;
  const firstDate = weekStartOf(from, settings.weekStartWeekday);
  const days = await readLegalDays(deps.analytics, {
    ...{ tenantId, personIds: [personId], firstDate, lastDate: to, shiftsFrom: to },
  });
  const overtime = new Map(
    statutoryOvertime(days.get(personId) ?? [], settings).map((date) => [date.workDate, overtimeOf(date)]),
  );
  const amountOf = (row: DayRow): number => overtime.get(row.workDate as WorkDate) ?? 0;
  const mark: DayMark = { figure: 'workedMinutes', hourOf: undefined, only: asked.only, isOfPerson: true };
  const params = { ...paramsOf(view, asked), minMinutes: 0, maxMinutes: NO_END };
  const all = await deps.analytics.query(readDays(mark, 'date'), { ...params, limit: 500, offset: 0 });
  const { minMinutes = 1, maxMinutes = NO_END } = asked;
  const rows = all.filter((row) => amountOf(row) >= minMinutes && amountOf(row) < maxMinutes);
  if (asked.order === 'most') rows.sort((a, b) => amountOf(b) - amountOf(a));
  return describeRows(deps, view, rows.length, rows.slice(asked.offset, asked.offset + asked.limit), amountOf);
}

async function describeRows(
  deps: DashboardDeps,
  view: View,
  total: number,
  rows: readonly DayRow[],
  statutoryOf: (row: DayRow) => number | null = () => null,
): Promise<DashboardDays> {
  const personIds = rows.map((row) => row.personId);
  const names = await readNames(deps.records, view.tenantId, personIds);
  return {
    ...view.shown,
    asOf: deps.nowMs(),
    total,
    days: rows.map((row) => ({
      ...describePerson(view.scope, names, row),
      workDate: row.workDate as WorkDate,
      ...{ isConfirmed: row.isConfirmed, isProvisional: row.isProvisional, isHolidayWork: row.isHolidayWork },
      ...{ clockInClock: row.clockInClock, clockOutClock: row.clockOutClock },
      ...{ firstActiveClock: row.firstActiveClock, lastActiveClock: row.lastActiveClock },
      minutes: { ...amountsOf(row), statutoryOvertimeMinutes: statutoryOf(row) },
      hourMinutes: row.hourMinutes,
    })),
  };
}

const amountsOf = ({
  workedMinutes,
  overtimeMinutes,
  unrequestedMinutes,
  holidayWorkMinutes,
  lateNightMinutes,
  ...row
}: DayRow) => ({
  ...{ workedMinutes, overtimeMinutes, unrequestedMinutes, holidayWorkMinutes, lateNightMinutes },
  ...{ meetingMinutes: row.meetingMinutes, offsiteMinutes: row.offsiteMinutes, taskMinutes: row.taskMinutes },
  ...{ pcActiveMinutes: row.pcActiveMinutes, deviationMinutes: row.deviationMinutes },
});
