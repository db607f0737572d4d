import { z } from 'zod';
import { applicationUseSchema } from './application-use.ts';
import {
  bucketQuery,
  bucketSchema,
  DASHBOARD_FIGURES,
  dashboardPersonSchema,
  figureMinutesSchema,
  figureQuery,
  figureTotalsSchema,
  MAX_DASHBOARD_MONTHS,
  pageQuery,
  periodQuery,
  scopeQuery,
  scopeTotalsSchema,
  shownSchema,
} from './dashboard-figures.ts';
import { endpoint } from './endpoint.ts';
import { CAP_STATES } from './legal.ts';
import { monthSchema } from './months.ts';
import { visibleGroupSchema } from './people.ts';
import { clockSchema, workDateSchema } from './work-rules.ts';

/**
 * 見える化ダッシュボード: figures of a whole tenant for people with the right, on the plan Advanced (G:126-132). Anyone else gets `not_found`.
 * Periods touch 13 months at most: longer ones, and those that end before they begin, are `invalid_input`.
 */
const access = 'signedIn';

/** What the page needs before the first chart. */
export const readDashboardFrame = endpoint({
  name: 'readDashboardFrame',
  method: 'GET',
  path: '/api/dashboard',
  summary:
    '見える化ダッシュボード: the groups to choose from, the thresholds that charts mark, and since when there are days.',
  access,
  answer: z.object({
    /** In tree order. Deleted groups come last, and only those that still have a day in computed months. */
    groups: z.array(visibleGroupSchema.extend({ people: z.int(), isDeleted: z.boolean() })),
    /** The work date of now in the tenant's zone. */
    currentWorkDate: workDateSchema,
    /** First month with a computed day; null: there is none yet. */
    firstMonth: monthSchema.nullable(),
    thresholds: z.object({
      /** 法定外残業 a month: from `monthWarnMinutes` near, above `monthMinutes` over. */
      monthMinutes: z.int(),
      monthWarnMinutes: z.int(),
      /** 単月100時間: this much is over already. */
      singleMonthMinutes: z.int(),
      averageMinutes: z.int(),
      monthsOver: z.int(),
      deviationMinutes: z.int(),
    }),
    /** Fewer people with data than this: no application use. */
    minGroupPeople: z.int(),
  }),
});
export type DashboardFrame = z.infer<NonNullable<(typeof readDashboardFrame)['answer']>>;

export const readDashboardOverview = endpoint({
  name: 'readDashboardOverview',
  method: 'GET',
  path: '/api/dashboard/overview',
  summary:
    'Sums and means of every figure, and the same of each group below the chosen one, to compare and to go down.',
  access,
  query: z.strictObject({ ...scopeQuery, ...periodQuery }),
  answer: shownSchema.extend({
    totals: scopeTotalsSchema,
    /** Days of the chosen group itself, without those below; null: the whole tenant or one person is shown. */
    own: scopeTotalsSchema.nullable(),
    /** The groups directly below (of the tenant: those at the top, and deleted ones), each with all of its own below; with `below=0` none. */
    children: z.array(
      z.object({
        groupId: z.uuid(),
        code: z.string(),
        name: z.string(),
        isDeleted: z.boolean(),
        hasBelow: z.boolean(),
        totals: scopeTotalsSchema,
      }),
    ),
  }),
});
export type DashboardOverview = z.infer<NonNullable<(typeof readDashboardOverview)['answer']>>;

export const readDashboardTrend = endpoint({
  name: 'readDashboardTrend',
  method: 'GET',
  path: '/api/dashboard/trend',
  summary: `Every figure by month: the ${MAX_DASHBOARD_MONTHS} months that end with \`to\`.`,
  access,
  query: z.strictObject({ ...scopeQuery, to: monthSchema }),
  answer: shownSchema.extend({
    months: z.array(
      z.object({
        month: monthSchema,
        /** Null: no computed day in that month. */
        totals: scopeTotalsSchema.nullable(),
        /** People whose 法定外残業 of the month is above the tenant's limit (45 h). */
        peopleOver: z.int(),
      }),
    ),
  }),
});
export type DashboardTrend = z.infer<NonNullable<(typeof readDashboardTrend)['answer']>>;

export const readDashboardDistribution = endpoint({
  name: 'readDashboardDistribution',
  method: 'GET',
  path: '/api/dashboard/distribution',
  summary:
    'How many people have how much of a figure in the period. A bucket opens its people: `listDashboardPeople` with its ends.',
  access,
  query: z.strictObject({ ...scopeQuery, ...periodQuery, figure: figureQuery }),
  answer: shownSchema.extend({
    figure: z.enum(DASHBOARD_FIGURES),
    people: z.int(),
    /** Ascending without a gap, 0 apart; those at the end without people are left away. */
    buckets: z.array(bucketSchema),
    /** Of all people of the scope; null: there are none. The mean is rounded half up; the median of two is their mean. */
    mean: z.int().nullable(),
    median: z.int().nullable(),
    percentile90: z.int().nullable(),
    leftOutDays: z.int(),
  }),
});
export type DashboardDistribution = z.infer<NonNullable<(typeof readDashboardDistribution)['answer']>>;

/** Seven weekdays from Sunday (0), each 24 hours by the clock from 0:00. */
const weekGridSchema = z.array(z.array(z.int()).length(24)).length(7);

export const readDashboardHeatMap = endpoint({
  name: 'readDashboardHeatMap',
  method: 'GET',
  path: '/api/dashboard/heat-map',
  summary:
    'Weekday × hour: worked minutes and minutes with PC input. The weekday is that of the work date: 25:00 of a Friday is in Friday, hour 1.',
  access,
  query: z.strictObject({ ...scopeQuery, ...periodQuery }),
  answer: shownSchema.extend({
    /** Sums over people and dates; `workedMinutes` without the days left out. */
    workedMinutes: weekGridSchema,
    pcActiveMinutes: weekGridSchema,
    /** How often each weekday is in the period: minutes ÷ dates are those of a usual week. */
    dates: z.array(z.int()).length(7),
    leftOutDays: z.int(),
  }),
});
export type DashboardHeatMap = z.infer<NonNullable<(typeof readDashboardHeatMap)['answer']>>;

export const listDashboardPeople = endpoint({
  name: 'listDashboardPeople',
  method: 'GET',
  path: '/api/dashboard/people',
  summary:
    'The people of the scope with their figures, the most of `figure` first: ranking, and the people behind a mark.',
  access,
  query: z.strictObject({
    ...scopeQuery,
    ...periodQuery,
    figure: figureQuery,
    order: z.enum(['most', 'least', 'employeeNumber']).default('most'),
    ...bucketQuery,
    ...pageQuery,
  }),
  answer: shownSchema.extend({
    figure: z.enum(DASHBOARD_FIGURES),
    total: z.int(),
    people: z.array(
      dashboardPersonSchema.extend({
        totals: figureTotalsSchema.omit({ people: true }),
        /** By the worst month of the period: 法定外残業 against the month's limit (45 h) and 単月100時間. */
        overtimeState: z.enum(CAP_STATES),
      }),
    ),
  }),
});
export type DashboardPeople = z.infer<NonNullable<(typeof listDashboardPeople)['answer']>>;

/** `1`: only people with a month over the limit. */
const onlyOverQuery = z.enum(['0', '1']).default('1');

export const listDashboardMonthsOver = endpoint({
  name: 'listDashboardMonthsOver',
  method: 'GET',
  path: '/api/dashboard/months-over',
  summary:
    '45時間超の月: 法定外残業 of each person by month, who has most months over the limit first. Group of a person: of the scope, in any of the months.',
  access,
  query: z.strictObject({
    ...scopeQuery,
    to: monthSchema,
    onlyOver: onlyOverQuery,
    ...pageQuery,
  }),
  answer: shownSchema.extend({
    /** The 13 months that end with `to`, ascending. */
    months: z.array(z.object({ month: monthSchema, peopleOver: z.int() })),
    limitMinutes: z.int(),
    /** Months over the limit that an agreement year allows (6), and its first month: `monthsOver` counts from there. */
    allowedMonths: z.int(),
    yearStartMonth: monthSchema,
    total: z.int(),
    people: z.array(
      dashboardPersonSchema.extend({
        /** In the order of `months`; null: no declared day. The whole month of the person, whatever group its days were in. */
        overtimeMinutes: z.array(z.int().nullable()),
        monthsOver: z.int(),
        state: z.enum(CAP_STATES),
        leftOutDays: z.int(),
      }),
    ),
  }),
});
export type DashboardMonthsOver = z.infer<NonNullable<(typeof listDashboardMonthsOver)['answer']>>;

export const readDashboardDeviation = endpoint({
  name: 'readDashboardDeviation',
  method: 'GET',
  path: '/api/dashboard/deviation',
  summary:
    '申告と PC の乖離: days by how far declaration and PC log are apart. A bucket opens its days: `listDashboardDays`.',
  access,
  query: z.strictObject({ ...scopeQuery, ...periodQuery }),
  answer: shownSchema.extend({
    thresholdMinutes: z.int(),
    workedMinutes: z.int(),
    pcActiveMinutes: z.int(),
    /** Confirmed days with PC data: only they can be compared. */
    comparedDays: z.int(),
    deviatingDays: z.int(),
    /** People with a day above the threshold. */
    deviatingPeople: z.int(),
    /** Compared days by their 乖離; one edge lies just above the threshold. */
    buckets: z.array(bucketSchema),
    leftOutDays: z.int(),
  }),
});
export type DashboardDeviation = z.infer<NonNullable<(typeof readDashboardDeviation)['answer']>>;

/** `fewPeople`: too few have data. `beingSummed`: windows are summed for the first time, as after a restore; soon they are there. */
export const DASHBOARD_USE_OBSTACLES = ['fewPeople', 'beingSummed'] as const;

export const readDashboardUse = endpoint({
  name: 'readDashboardUse',
  method: 'GET',
  path: '/api/dashboard/application-use',
  summary:
    'Shares of applications and sites on the dates on which people were in the scope; at most 31 work dates, as of a moment up to minutes ago. Nothing of fewer than five people with data, nor of one person.',
  access,
  query: z.strictObject({ groupId: scopeQuery.groupId, below: scopeQuery.below, ...periodQuery }),
  answer: shownSchema.extend({
    obstacle: z.enum(DASHBOARD_USE_OBSTACLES).nullable(),
    applications: applicationUseSchema.shape.applications,
    sites: applicationUseSchema.shape.sites,
    /** Seconds of all applications, those below the first ones too: what the shares are parts of. */
    totalSeconds: z.int(),
    /** Seconds of all named sites. */
    siteSeconds: z.int(),
  }),
});
export type DashboardUse = z.infer<NonNullable<(typeof readDashboardUse)['answer']>>;

const hourQuery = z.coerce.number().int().min(0).max(23).optional();
const daysQuery = {
  ...scopeQuery,
  ...periodQuery,
  /** Which amount `minMinutes`, `maxMinutes` and the order speak of. 法定外残業: only of one person (`personId`). */
  figure: figureQuery,
  ...bucketQuery,
  /** 0 is Sunday. */
  weekday: z.coerce.number().int().min(0).max(6).optional(),
  /** Only days with worked minutes (`workedHour`) or PC input (`pcHour`) in this hour: a cell of the heat map, and its minutes. */
  workedHour: hourQuery,
  pcHour: hourQuery,
  /** `leftOut`: unconfirmed ones; `provisional`; `deviating`: above the threshold. */
  only: z.enum(['leftOut', 'provisional', 'deviating']).optional(),
  order: z.enum(['most', 'date']).default('most'),
};

export const listDashboardDays = endpoint({
  name: 'listDashboardDays',
  method: 'GET',
  path: '/api/dashboard/days',
  summary: 'The person-days behind a mark.',
  access,
  query: z.strictObject({ ...daysQuery, ...pageQuery }),
  answer: shownSchema.extend({
    total: z.int(),
    days: z.array(
      dashboardPersonSchema.extend({
        workDate: workDateSchema,
        isConfirmed: z.boolean(),
        isProvisional: z.boolean(),
        isHolidayWork: z.boolean(),
        clockInClock: clockSchema.nullable(),
        clockOutClock: clockSchema.nullable(),
        firstActiveClock: clockSchema.nullable(),
        lastActiveClock: clockSchema.nullable(),
        /** As the day has them; of an unconfirmed day they are in no sum. 法定外残業: only where it was asked for, otherwise null. */
        minutes: figureMinutesSchema.extend({ statutoryOvertimeMinutes: z.int().nullable() }),
        /** Minutes of the asked hour; null: no hour was asked for. */
        hourMinutes: z.int().nullable(),
      }),
    ),
  }),
});
export type DashboardDays = z.infer<NonNullable<(typeof listDashboardDays)['answer']>>;

/** What can be taken along as a file: each the table beside a chart. */
export const DASHBOARD_TABLES = [
  'overview',
  'trend',
  'distribution',
  'heatMap',
  'people',
  'monthsOver',
  'deviation',
  'applicationUse',
  'days',
] as const;

export const downloadDashboard = endpoint({
  name: 'downloadDashboard',
  method: 'GET',
  path: '/api/dashboard/download',
  summary:
    'The table beside a chart as CSV (Windows-31J) with the same query; lists whole, up to 100,000 rows; longer ones are `invalid_input`. `trend` and `monthsOver` end with the month of `to`.',
  access,
  query: z.strictObject({
    table: z.enum(DASHBOARD_TABLES),
    ...daysQuery,
    order: z.enum(['most', 'least', 'employeeNumber', 'date']).default('most'),
    onlyOver: onlyOverQuery,
  }),
  answerMediaType: 'text/csv',
});
