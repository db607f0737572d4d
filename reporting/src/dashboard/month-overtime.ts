import type { LegalSettings } from '#domain/contract/legal.ts';
import type { MonthSpan } from '#domain/dashboard/period.ts';
import { overtimeOf, statutoryOvertime, weekStartOf } from '#domain/legal/statutory-overtime.ts';
import type { LegalDay } from '#domain/legal/types.ts';
import { workDateOfDayNumber } from '#domain/time/calendar.ts';
import type { Minutes, WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Names } from './numbering.ts';
import { MAX_LISTED, readDeclaredOfEveryone, readDeclaredOfSome, readStampColumns, unpackDay } from './queries.ts';

export type WeekSettings = Pick<LegalSettings, 'weekStartWeekday' | 'statutoryHolidayWeekday'>;

interface Asked {
  readonly tenantId: string;
  readonly span: MonthSpan;
  readonly week: WeekSettings;
  readonly names: Names;
}

/** Of the days behind a span, those of the week in which it begins too, by the person's place; NaN: no day. */
export interface Stamps {
  /** Another one: something of the days changed. */
  readonly days: Float64Array;
  /** Another one: what 法定外残業 reads of the declared days changed. */
  readonly declared: Float64Array;
}

/** The event loop breathes in between. */
const PEOPLE_AT_ONCE = 500;

const weekBefore = ({ tenantId, span, week }: Asked) => ({
  ...{ tenantId, firstDate: weekStartOf(span.from, week.weekStartWeekday), lastDate: span.to },
});

/**
 * Read before everything else: a day that comes in afterwards may be in the sums and not in the stamp, so that the next reader sums the person again;
 * the other way round a wrong result would keep its stamp.
 */
export async function readStamps(analytics: Analytics, asked: Asked): Promise<Stamps> {
  const [row] = await analytics.query(readStampColumns, weekBefore(asked));
  const places = (row?.personIds ?? []).map((personId) => asked.names.people.placeOf(personId));
  const byPlace = (column: readonly number[]): Float64Array => {
    const stamps = new Float64Array(asked.names.people.texts.length).fill(NaN);
    for (const [index, place] of places.entries()) stamps[place] = column[index] ?? NaN;
    return stamps;
  };
  return { days: byPlace(row?.days ?? []), declared: byPlace(row?.declared ?? []) };
}

/**
 * The rule of domain/src/legal over the declared days of people (places), from the start of the week in which the span begins: 法定外残業 of the dates of
 * the span by the place of the date's group.
 */
export async function readMonthOvertime(
  analytics: Analytics,
  asked: Asked,
  people: ReadonlySet<number>,
): Promise<ReadonlyMap<number, ReadonlyMap<number, Minutes>>> {
  const result = new Map<number, ReadonlyMap<number, Minutes>>();
  if (people.size === 0) return result;
  const { names, span, week } = asked;
  const isList = people.size <= MAX_LISTED;
  const [columns] = await analytics.query(isList ? readDeclaredOfSome : readDeclaredOfEveryone, {
    ...weekBefore(asked),
    personIds: isList ? [...people].map((place) => names.people.texts[place] ?? '') : [],
  });
  const dateOf = datesByNumber();
  for (const [index, personId] of (columns?.personIds ?? []).entries()) {
    if (index % PEOPLE_AT_ONCE === PEOPLE_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    const place = names.people.placeOf(personId);
    if (!people.has(place)) continue;
    const groups = (columns?.groupIds[index] ?? []).map((groupId) => names.groups.placeOf(groupId));
    const packed = columns?.days[index] ?? [];
    result.set(place, overtimeByGroup({ packed, groups, dateOf }, span.from, week));
  }
  return result;
}

interface DeclaredDays {
  readonly packed: readonly number[];
  /** One for all days, or one for each. */
  readonly groups: readonly number[];
  readonly dateOf: (dayNumber: number) => WorkDate;
}

function overtimeByGroup(
  { packed, groups, dateOf }: DeclaredDays,
  from: WorkDate,
  week: WeekSettings,
): Map<number, Minutes> {
  const groupOf = new Map<WorkDate, number>();
  const days = packed.map((each, index): LegalDay => {
    const { dayNumber, workedMinutes, isHolidayWork, isConfirmed } = unpackDay(each);
    const workDate = dateOf(dayNumber);
    if (groups.length > 1) groupOf.set(workDate, groups[index] ?? 0);
    return { workDate, workedMinutes, isHolidayWork, isConfirmed, ...NOT_ASKED };
  });
  const byGroup = new Map<number, Minutes>();
  for (const date of statutoryOvertime(days, week)) {
    if (date.workDate < from) continue;
    const group = groupOf.get(date.workDate) ?? groups[0] ?? 0;
    byGroup.set(group, (byGroup.get(group) ?? 0) + overtimeOf(date));
  }
  return byGroup;
}

/** A month has some forty dates, and 10,000 people have each of them. */
function datesByNumber(): (dayNumber: number) => WorkDate {
  const known = new Map<number, WorkDate>();
  return (dayNumber) => {
    let workDate = known.get(dayNumber);
    if (workDate === undefined) known.set(dayNumber, (workDate = workDateOfDayNumber(dayNumber)));
    return workDate;
  };
}

/** What the rule of the week does not read. */
const NOT_ASKED = { lateNightMinutes: 0, isProvisional: false, startedMinute: null, endedMinute: null } as const;
