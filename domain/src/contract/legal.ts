import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { monthSchema, personHeaderSchema } from './months.ts';
import { visibleGroupSchema } from './people.ts';
import { workDateSchema } from './work-rules.ts';

/**
 * The six caps of article 36 (労働基準法36条, defaults of SPEC 10). `month`, `year`, `specialYear` and `monthsOver` count 法定外残業 alone;
 * `singleMonth` and `average` add work on the statutory holiday.
 *
 *   month         45 h a month                       限度時間
 *   year         360 h an agreement year             限度時間
 *   specialYear  720 h an agreement year             特別条項
 *   monthsOver     6 months over the month's limit   特別条項 (a number of months, not minutes)
 *   singleMonth  under 100 h a month: 100:00 is over
 *   average       80 h in each mean of 2 to 6 months, over the end of a year too
 */
export const LEGAL_CAPS = ['month', 'year', 'specialYear', 'monthsOver', 'singleMonth', 'average'] as const;
export type LegalCapName = (typeof LEGAL_CAPS)[number];

export const CAP_STATES = ['ok', 'near', 'over'] as const;
export type CapState = (typeof CAP_STATES)[number];

/** A cap as it stands. Minutes, but `monthsOver`: months. */
export const legalCapSchema = z.object({
  cap: z.enum(LEGAL_CAPS),
  /** `average`: the mean that leaves least, rounded up to the minute for the eye; `left` and `state` come from the exact sums. */
  used: z.int(),
  limit: z.int(),
  /** What may still come without passing the limit; below 0: passed by so much. `average`: of this month's minutes. */
  left: z.int(),
  state: z.enum(CAP_STATES),
  /** `used` at the end of the month, if the rest of the month goes on as it went (see `forecast`). Null: the month is over, or nothing to go by. */
  forecast: z.int().nullable(),
  /** State at that forecast; `ok` without one. */
  forecastState: z.enum(CAP_STATES),
});
export type LegalCap = z.infer<typeof legalCapSchema>;

/** One calendar month of a person. */
export const legalMonthSchema = z.object({
  month: monthSchema,
  /** 法定外残業: beyond 8 h a day and 40 h a week, not on the statutory holiday. */
  overtimeMinutes: z.int(),
  /** 休出 on the statutory holiday. */
  statutoryHolidayMinutes: z.int(),
  lateNightMinutes: z.int(),
  isOverMonthLimit: z.boolean(),
  /** Auto-ended days not yet corrected: in no sum. */
  leftOutDays: z.int(),
});
export type LegalMonth = z.infer<typeof legalMonthSchema>;

/** A mean of the last `months` months, the asked one included. Over: `totalMinutes` above `months` × the limit. */
export const legalAverageSchema = z.object({
  months: z.int(),
  totalMinutes: z.int(),
  limitMinutes: z.int(),
  leftMinutes: z.int(),
  state: z.enum(CAP_STATES),
});
export type LegalAverage = z.infer<typeof legalAverageSchema>;

/** 勤務間インターバル that was shorter than asked for. */
const restViolationSchema = z.object({
  /** The date that began too early. */
  workDate: workDateSchema,
  /** Epoch ms. */
  endedAt: z.int(),
  startedAt: z.int(),
  restMinutes: z.int(),
});

/** Everything the law asks of a person, as of a month: a past month as it ended, the present one as it stands. */
export const legalStandingSchema = z.object({
  month: monthSchema,
  /** In the order of LEGAL_CAPS. */
  caps: z.array(legalCapSchema),
  /** Means of 2, 3, 4, 5 and 6 months. */
  averages: z.array(legalAverageSchema),
  /** First month of the agreement year that the asked month lies in. */
  yearStartMonth: monthSchema,
  monthsOver: z.array(monthSchema),
  statutoryHolidayMinutes: z.int(),
  lateNightMinutes: z.int(),
  lateNightDays: z.int(),
  /** Days of the asked month that are in no figure (unconfirmed), and days in the figures that still move. */
  leftOutDays: z.int(),
  provisionalDays: z.int(),
  /** Null: the month is over, or no day of it is done. Assumes the mean of the done worked days on each workday that is left; no further 休出. */
  forecast: z.object({ doneDays: z.int(), leftWorkdays: z.int(), overtimeMinutes: z.int() }).nullable(),
  rest: z.object({
    requiredMinutes: z.int(),
    /** Epoch ms from which on a start keeps the interval; null: no end of work known. */
    nextStartFrom: z.int().nullable(),
    violations: z.array(restViolationSchema),
  }),
});
export type LegalStanding = z.infer<typeof legalStandingSchema>;

/** One work date: where its 法定外残業 comes from. */
export const legalDateSchema = z.object({
  workDate: workDateSchema,
  workedMinutes: z.int(),
  /** Beyond 8 h of the date. */
  dailyExcessMinutes: z.int(),
  /** Beyond 40 h of the week, arising on this date; not counted by the day before. */
  weeklyExcessMinutes: z.int(),
  statutoryHolidayMinutes: z.int(),
  isLeftOut: z.boolean(),
});
export type LegalDate = z.infer<typeof legalDateSchema>;

/** A week that touches the asked month, whole: its dates may lie in the neighbouring month. */
export const legalWeekSchema = z.object({
  startsOn: workDateSchema,
  /** Minutes that count towards 40 h: up to 8 h of each date. */
  countedMinutes: z.int(),
  weeklyExcessMinutes: z.int(),
  dailyExcessMinutes: z.int(),
});

export const readLegal = endpoint({
  name: 'readLegal',
  method: 'GET',
  path: '/api/people/:personId/legal/:month',
  summary:
    'Legal figures of a person as of a month: caps, means, months over, rest interval, dates and weeks behind them.',
  access: 'signedIn',
  params: z.object({ personId: z.union([z.uuid(), z.literal('me')]), month: monthSchema }),
  answer: z.object({
    person: personHeaderSchema.pick({ personId: true, name: true, zone: true }),
    standing: legalStandingSchema,
    /** The agreement year's twelve months; those after the asked one are zero. */
    year: z.array(legalMonthSchema),
    dates: z.array(legalDateSchema),
    weeks: z.array(legalWeekSchema),
  }),
});
export type LegalAnswer = z.infer<NonNullable<(typeof readLegal)['answer']>>;

/** What a list shows of a person: the caps that are not `ok`, and the figures that everyone asks for. */
export const legalSummarySchema = z.object({
  month: monthSchema,
  monthOvertimeMinutes: z.int(),
  monthForecastMinutes: z.int().nullable(),
  yearOvertimeMinutes: z.int(),
  /** Of the month, with statutory-holiday work. */
  monthTotalMinutes: z.int(),
  /** The mean that leaves least, rounded up. */
  averageMinutes: z.int(),
  monthsOver: z.int(),
  restViolations: z.int(),
  leftOutDays: z.int(),
  /** The gravest of all caps. */
  state: z.enum(CAP_STATES),
  warnings: z.array(z.object({ cap: z.enum(LEGAL_CAPS), state: z.enum(['near', 'over']), isForecast: z.boolean() })),
});
export type LegalSummary = z.infer<typeof legalSummarySchema>;

const HOURS = 60;
const minutesUpTo = (hours: number) =>
  z
    .int()
    .min(0)
    .max(hours * HOURS);
/** The limits of the six caps. */
const legalLimitsSchema = z.strictObject({
  monthMinutes: minutesUpTo(744),
  yearMinutes: minutesUpTo(8784),
  specialYearMinutes: minutesUpTo(8784),
  /** Months over the month's limit in a year. */
  monthsOver: z.int().min(0).max(12),
  /** This much is over already: 単月100時間未満. */
  singleMonthMinutes: z
    .int()
    .min(1)
    .max(744 * HOURS),
  averageMinutes: minutesUpTo(744),
});

/** How many people a list of a group and those below it shows at most. */
export const MAX_GROUP_ROWS = 500;
/** `mine`: every group that the viewer may look into. */
export const groupIdParam = z.union([z.uuid(), z.literal('mine')]);
/** Null: several groups (`mine`). */
export const listedGroupSchema = visibleGroupSchema.pick({ groupId: true, code: true, name: true }).nullable();
export const groupScopeQuery = z.object({
  /** `1`: the groups below too. */
  below: z.enum(['0', '1']).default('0'),
});

export const readLegalOfGroup = endpoint({
  name: 'readLegalOfGroup',
  method: 'GET',
  path: '/api/groups/:groupId/legal/:month',
  summary: 'The few legal figures and the warnings of each person of a group, as of a month.',
  access: 'signedIn',
  params: z.object({ groupId: groupIdParam, month: monthSchema }),
  query: groupScopeQuery,
  answer: z.object({
    group: listedGroupSchema,
    limits: legalLimitsSchema,
    /** All of them; `people` holds the first MAX_GROUP_ROWS. */
    total: z.int(),
    people: z.array(
      z.object({
        personId: z.uuid(),
        employeeNumber: z.string(),
        name: z.string(),
        groupId: z.uuid(),
        legal: legalSummarySchema,
      }),
    ),
  }),
});

const percent = z.int().min(1).max(100);

/** 労働時間の上限設定. Amounts in minutes. They have no effective date: every month is judged by the present settings. */
export const legalSettingsSchema = z.strictObject({
  limits: legalLimitsSchema,
  /** From this share of a limit on, a cap is `near`. */
  warnAtPercent: z.strictObject({
    month: percent,
    year: percent,
    specialYear: percent,
    monthsOver: percent,
    singleMonth: percent,
    average: percent,
  }),
  /** 0 is Sunday. */
  weekStartWeekday: z.int().min(0).max(6),
  /** 1-12. */
  yearStartMonth: z.int().min(1).max(12),
  statutoryHolidayWeekday: z.int().min(0).max(6),
  /** 所定休日: weekdays without scheduled work besides the statutory holiday; the forecast and the marks of days off ask. */
  dayOffWeekdays: z.array(z.int().min(0).max(6)).max(7),
  /** Japanese public holidays are days off. */
  hasPublicHolidays: z.boolean(),
  /** The company's own days off. */
  companyDaysOff: z.array(z.strictObject({ date: workDateSchema, name: z.string().trim().max(40) })).max(366),
  /** 勤務間インターバル. */
  restIntervalMinutes: minutesUpTo(24),
  /** 乖離: a difference between declaration and PC log above it asks for an inquiry. */
  deviationThresholdMinutes: z.int().min(0).max(1440),
});
export type LegalSettings = z.infer<typeof legalSettingsSchema>;

/** Every tenant begins with these (SPEC 10). */
export const DEFAULT_LEGAL_SETTINGS: LegalSettings = {
  limits: {
    monthMinutes: 45 * HOURS,
    yearMinutes: 360 * HOURS,
    specialYearMinutes: 720 * HOURS,
    monthsOver: 6,
    singleMonthMinutes: 100 * HOURS,
    averageMinutes: 80 * HOURS,
  },
  warnAtPercent: { month: 80, year: 80, specialYear: 80, monthsOver: 80, singleMonth: 80, average: 80 },
  weekStartWeekday: 0,
  yearStartMonth: 4,
  statutoryHolidayWeekday: 0,
  dayOffWeekdays: [6],
  hasPublicHolidays: true,
  companyDaysOff: [],
  restIntervalMinutes: 11 * HOURS,
  deviationThresholdMinutes: 30,
};

const storedLegalSettingsSchema = z.object({
  settings: legalSettingsSchema,
  /** Rises with each change; 0: nothing has been saved yet. Sent back when saving. */
  version: z.int(),
  /** Public holidays from this year to the next, for the eye. */
  publicHolidays: z.array(z.object({ date: workDateSchema, name: z.string() })),
});

export const readLegalSettings = endpoint({
  name: 'readLegalSettings',
  method: 'GET',
  path: '/api/legal-settings',
  summary: '労働時間の上限設定 of the tenant. Administrators.',
  access: 'signedIn',
  answer: storedLegalSettingsSchema,
});
/** Refusals: `settings_changed` (another administrator was faster), `invalid_input`. */
export const saveLegalSettings = endpoint({
  name: 'saveLegalSettings',
  method: 'PUT',
  path: '/api/legal-settings',
  summary: 'Replace the legal settings, if they are still those of `version`. Administrators.',
  access: 'signedIn',
  body: z.strictObject({ settings: legalSettingsSchema, version: z.int().min(0) }),
  answer: storedLegalSettingsSchema,
});
