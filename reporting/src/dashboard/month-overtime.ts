import type { LegalSettings } from '#domain/contract/legal.ts';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import { overtimeOf, statutoryOvertime, weekStartOf } from '#domain/legal/statutory-overtime.ts';
import type { LegalDay } from '#domain/legal/types.ts';
import { workDateOfDayNumber } from '#domain/time/calendar.ts';
import type { Minutes, WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readDeclaredOfEveryone, readDeclaredOfSome, readDeclaredStamps, unpackDay } from './queries.ts';

/** 法定外残業 of the dates of a span, by group of the date; `stamp`: of the declared days it comes from, the week before the span too. */
interface PersonOvertime {
  readonly stamp: number;
  readonly byGroup: ReadonlyMap<string, Minutes>;
}
export type MonthOvertime = ReadonlyMap<string, PersonOvertime>;

interface OvertimeAsked {
  /** Who has a day in the span. */
  readonly personIds: ReadonlySet<string>;
  readonly stamps: ReadonlyMap<string, number>;
  readonly before: MonthOvertime;
}

/** More changed people than this are read with everyone: a list of ids has to pass through an address. */
const MAX_LISTED = 200;
/** The event loop breathes in between. */
const PEOPLE_AT_ONCE = 500;

export type WeekSettings = Pick<LegalSettings, 'weekStartWeekday' | 'statutoryHolidayWeekday'>;

/**
 * Read before everything else: a day that comes in afterwards may be in the sums and not in the stamp, so that the next reader judges the person again;
 * the other way round a wrong result would keep its stamp.
 */
export async function readStamps(
  analytics: Analytics,
  tenantId: string,
  span: MonthSpan,
  week: WeekSettings,
): Promise<ReadonlyMap<string, number>> {
  const firstDate = weekStartOf(span.from, week.weekStartWeekday);
  const [row] = await analytics.query(readDeclaredStamps, { tenantId, firstDate, lastDate: span.to });
  return new Map(row?.personIds.map((personId, index) => [personId, row.stamps[index] ?? 0]));
}

/**
 * The rule of domain/src/legal over the declared days of people, from the start of the week in which the span begins. Who has the stamp of `before`
 * keeps its result.
 */
export async function readMonthOvertime(
  analytics: Analytics,
  tenantId: string,
  span: MonthSpan,
  week: WeekSettings,
  { personIds, stamps, before }: OvertimeAsked,
): Promise<MonthOvertime> {
  const firstDate = weekStartOf(span.from, week.weekStartWeekday);
  const params = { tenantId, firstDate, lastDate: span.to };
  const result = new Map<string, PersonOvertime>();
  const changed: string[] = [];
  for (const [personId, stamp] of stamps) {
    if (!personIds.has(personId)) continue;
    const known = before.get(personId);
    if (known?.stamp === stamp) result.set(personId, known);
    else changed.push(personId);
  }
  if (changed.length === 0) return result;
  const isList = changed.length <= MAX_LISTED;
  const rows = await analytics.query(isList ? readDeclaredOfSome : readDeclaredOfEveryone, {
    ...params,
    personIds: isList ? changed : [],
  });
  for (const [index, { personId, days, groupIds }] of rows.entries()) {
    if (!personIds.has(personId)) continue;
    if (index % PEOPLE_AT_ONCE === PEOPLE_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    const stamp = stamps.get(personId) ?? -1;
    result.set(personId, { stamp, byGroup: overtimeByGroup(days, groupIds, span.from, week) });
  }
  return result;
}

function overtimeByGroup(
  packed: readonly number[],
  groupIds: readonly string[],
  from: WorkDate,
  week: WeekSettings,
): Map<string, Minutes> {
  const groupOf = new Map<WorkDate, string>();
  const days = packed.map((each, index): LegalDay => {
    const { dayNumber, ...figures } = unpackDay(each);
    const workDate = workDateOfDayNumber(dayNumber);
    if (groupIds.length > 1) groupOf.set(workDate, groupIds[index] ?? '');
    return { workDate, ...figures, ...NOT_ASKED };
  });
  const byGroup = new Map<string, Minutes>();
  for (const date of statutoryOvertime(days, week)) {
    if (date.workDate < from) continue;
    const groupId = groupOf.get(date.workDate) ?? groupIds[0] ?? '';
    byGroup.set(groupId, (byGroup.get(groupId) ?? 0) + overtimeOf(date));
  }
  return byGroup;
}

/** What the rule of the week does not read. */
const NOT_ASKED = { lateNightMinutes: 0, isProvisional: false, startedMinute: null, endedMinute: null } as const;
