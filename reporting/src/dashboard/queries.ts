import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';

const numbers = z.array(z.int());
const spanParams = { tenantId: z.string(), firstDate: z.string(), lastDate: z.string() };
const OF_SPAN = 'tenant_id = {tenantId:String} AND work_date BETWEEN {firstDate:Date} AND {lastDate:Date}';
/** A date of which nothing is left (everything withdrawn) has a row too: it is nobody's day. */
const HAS_CONTENT = '(has_declaration = 1 OR has_pc_data = 1 OR task_minutes + meeting_minutes + offsite_minutes > 0)';

/** Over all days, over the confirmed ones: which figure is which is said in domain/src/worktime/sum-days.ts. */
const all = (column: string): string => `groupArray(toUInt32(${column}))`;
const confirmed = (column: string): string => `sumIf(${column}, is_confirmed = 1)`;

/** Not looked at one by one: they are our own columns, a hundred thousand numbers. */
const column = z.custom<readonly number[]>(Array.isArray);
const idColumn = z.custom<readonly string[]>(Array.isArray);

const personSumsQuery = (name: string, condition: string) =>
  defineQuery({
    name: `dashboard/${name}`,
    sql: `
    SELECT groupArray(person) AS personIds, groupArray(ofGroup) AS groupIds, ${all('lastDay')} AS lastDays,
      ${all('c1')} AS declaredDays, ${all('c2')} AS leftOutDays, ${all('c3')} AS provisionalDays, ${all('c4')} AS holidayWorkDays,
      ${all('c5')} AS pcDays, ${all('c6')} AS deviatingDays,
      ${all('m1')} AS workedMinutes, ${all('m2')} AS overtimeMinutes, ${all('m3')} AS unrequestedMinutes, ${all('m4')} AS holidayWorkMinutes,
      ${all('m5')} AS lateNightMinutes, ${all('m6')} AS meetingMinutes, ${all('m7')} AS offsiteMinutes, ${all('m8')} AS taskMinutes,
      ${all('m9')} AS pcActiveMinutes, ${all('m10')} AS deviationMinutes
    FROM (
      SELECT person_id AS person, group_id AS ofGroup, toUInt16(max(work_date)) AS lastDay,
        countIf(is_confirmed = 1 AND has_declaration = 1) AS c1, countIf(is_confirmed = 0) AS c2,
        countIf(is_confirmed = 1 AND is_provisional = 1) AS c3,
        countIf(is_confirmed = 1 AND has_declaration = 1 AND is_holiday_work = 1) AS c4, countIf(has_pc_data = 1) AS c5,
        countIf(deviation_minutes > {threshold:UInt16}) AS c6,
        ${confirmed('worked_minutes')} AS m1, ${confirmed('overtime_minutes')} AS m2, ${confirmed('unrequested_minutes')} AS m3,
        ${confirmed('holiday_work_minutes')} AS m4, ${confirmed('late_night_minutes')} AS m5, sum(meeting_minutes) AS m6,
        sum(offsite_minutes) AS m7, sum(task_minutes) AS m8, sum(pc_active_minutes) AS m9, sum(deviation_minutes) AS m10
      FROM computed_days_v1 FINAL
      WHERE ${OF_SPAN} AND ${HAS_CONTENT} AND ${condition}
      GROUP BY person_id, group_id
    )`,
    params: z.object({ ...spanParams, threshold: z.int(), personIds: z.array(z.string()) }),
    row: z.object({
      ...{ personIds: idColumn, groupIds: idColumn },
      ...{ lastDays: column, declaredDays: column, leftOutDays: column, provisionalDays: column },
      ...{ holidayWorkDays: column, pcDays: column, deviatingDays: column },
      ...{ workedMinutes: column, overtimeMinutes: column, unrequestedMinutes: column, holidayWorkMinutes: column },
      ...{ lateNightMinutes: column, meetingMinutes: column, offsiteMinutes: column, taskMinutes: column },
      ...{ pcActiveMinutes: column, deviationMinutes: column },
    }),
  });
/** More people than this are read with everyone: a list of ids has to pass through an address. */
export const MAX_LISTED = 200;
const EVERYONE = 'empty({personIds:Array(String)})';
const SOME = 'person_id IN {personIds:Array(String)}';

/** One row of columns: the sums of each person in each group of a span of dates. */
export const readSumsOfEveryone = personSumsQuery('read-sums-of-everyone', EVERYONE);
export const readSumsOfSome = personSumsQuery('read-sums-of-some', SOME);

const EXACT = '4503599627370495';

/**
 * What changes with the days of a person: `days` with every change, so that whose is as before needs no new sums; `declared` with what 法定外残業 reads of
 * them. Below 2^52: exact as numbers.
 */
export const readStampColumns = defineQuery({
  name: 'dashboard/read-stamps',
  sql: `
    SELECT groupArray(person) AS personIds, groupArray(ofDays) AS days, groupArray(ofDeclared) AS declared
    FROM (
      SELECT person_id AS person, bitAnd(sum(cityHash64(work_date, version)), ${EXACT}) AS ofDays,
        bitAnd(sumIf(cityHash64(work_date, group_id, is_confirmed, is_confirmed * worked_minutes, is_holiday_work), has_declaration = 1), ${EXACT}) AS ofDeclared
      FROM computed_days_v1 FINAL
      WHERE ${OF_SPAN}
      GROUP BY person_id
    )`,
  params: z.object(spanParams),
  row: z.object({ personIds: idColumn, days: column, declared: column }),
});

/** Changes with every change of any day of the span. */
export const readSpanStamp = defineQuery({
  name: 'dashboard/read-span-stamp',
  sql: `
    SELECT toString(sum(cityHash64(person_id, work_date, version))) AS stamp
    FROM computed_days_v1 FINAL
    WHERE ${OF_SPAN}`,
  params: z.object(spanParams),
  row: z.object({ stamp: z.string() }),
});

/** Declared days of each person, each as one number (see `unpackDay`), because 10,000 people have a quarter of a million in a month. */
const declaredDaysQuery = (name: string, condition: string) =>
  defineQuery({
    name: `dashboard/${name}`,
    sql: `
      SELECT groupArray(person) AS personIds, groupArray(ofDays) AS days, groupArray(ofGroups) AS groupIds
      FROM (
        SELECT person_id AS person,
          groupArray(toUInt16(work_date) * 16384 + worked_minutes * 4 + is_holiday_work * 2 + is_confirmed) AS ofDays,
          if(uniqExact(group_id) = 1, [any(group_id)], groupArray(group_id)) AS ofGroups
        FROM computed_days_v1 FINAL
        WHERE ${OF_SPAN} AND has_declaration = 1 AND ${condition}
        GROUP BY person_id
      )`,
    params: z.object({ ...spanParams, personIds: z.array(z.string()) }),
    row: z.object({
      personIds: idColumn,
      days: z.custom<readonly (readonly number[])[]>(Array.isArray),
      groupIds: z.custom<readonly (readonly string[])[]>(Array.isArray),
    }),
  });
export const readDeclaredOfEveryone = declaredDaysQuery('read-declared-of-everyone', EVERYONE);
export const readDeclaredOfSome = declaredDaysQuery('read-declared-of-some', SOME);

/** Where `declaredDaysQuery` puts what. */
export const unpackDay = (packed: number) => ({
  dayNumber: Math.floor(packed / 16_384),
  workedMinutes: (packed % 16_384) >> 2,
  isHolidayWork: (packed & 2) !== 0,
  isConfirmed: (packed & 1) !== 0,
});

const gridQuery = <E extends z.ZodRawShape>(name: string, condition: string, extra: E) =>
  defineQuery({
    name: `dashboard/${name}`,
    sql: `
      SELECT group_id AS groupId, toDayOfWeek(work_date) % 7 AS weekday,
        sumForEachIf(worked_by_hour, is_confirmed = 1) AS worked, sumForEach(pc_active_by_hour) AS pcActive,
        sumForEach(arrayMap(edge -> toUInt32(is_confirmed = 1 AND has_pc_data = 1 AND deviation_minutes >= edge), {edges:Array(UInt16)})) AS deviating
      FROM computed_days_v1 FINAL
      WHERE ${OF_SPAN} AND ${HAS_CONTENT} AND ${condition}
      GROUP BY group_id, weekday`,
    /** `edges`: days that can be compared are counted from each of these 乖離 on. */
    params: z.object({ ...spanParams, edges: numbers, ...extra }),
    row: z.object({ groupId: z.string(), weekday: z.int(), worked: numbers, pcActive: numbers, deviating: numbers }),
  });
/** Weekday × hour and 乖離 of each group, without people who have been deleted. */
export const readGridsOfEveryone = gridQuery('read-grids-of-everyone', 'person_id NOT IN {deletedIds:Array(String)}', {
  deletedIds: z.array(z.string()),
});
export const readGridsOfPerson = gridQuery('read-grids-of-person', 'person_id = {personId:String}', {
  personId: z.string(),
});

export const readFirstDate = defineQuery({
  name: 'dashboard/read-first-date',
  sql: `
    SELECT toString(min(work_date)) AS firstDate, count() AS days
    FROM computed_days_v1
    WHERE tenant_id = {tenantId:String}`,
  params: z.object({ tenantId: z.string() }),
  row: z.object({ firstDate: z.string(), days: z.int() }),
});
