import { z } from 'zod';
import { workDateSchema } from './work-rules.ts';

/** Amounts that a computed day holds, as its table has them. */
export const DAY_FIGURES = [
  'workedMinutes',
  'overtimeMinutes',
  'unrequestedMinutes',
  'holidayWorkMinutes',
  'lateNightMinutes',
  'meetingMinutes',
  'offsiteMinutes',
  'taskMinutes',
  'pcActiveMinutes',
  'deviationMinutes',
] as const;
export type DayFigure = (typeof DAY_FIGURES)[number];

/** With 法定外残業, which arises from a person's week and not from a day alone (domain/src/legal/statutory-overtime.ts). */
export const DASHBOARD_FIGURES = [...DAY_FIGURES, 'statutoryOvertimeMinutes'] as const;
export type DashboardFigure = (typeof DASHBOARD_FIGURES)[number];

export const figureMinutesSchema = z.object(
  Object.fromEntries(DASHBOARD_FIGURES.map((figure) => [figure, z.int()])) as Record<DashboardFigure, z.ZodInt>,
);
export type FigureMinutes = Record<DashboardFigure, number>;

/**
 * Sums of a scope and period: declared figures over confirmed days, PC figures and tasks over all days. The group of a day is the one on its work
 * date, as in the files of データ出力: a person who moves is in both groups, with their own days in each.
 */
export const figureTotalsSchema = z.object({
  /** People with at least one computed day in the period. */
  people: z.int(),
  /** Person-days with a declaration that is in the sums. */
  declaredDays: z.int(),
  /** Auto-ended days not yet corrected: their declared figures are in no sum. */
  leftOutDays: z.int(),
  /** Days in the sums that are open or wait for a decision: they may still move. */
  provisionalDays: z.int(),
  holidayWorkDays: z.int(),
  pcDays: z.int(),
  /** Days whose 乖離 is above the tenant's threshold. */
  deviatingDays: z.int(),
  minutes: figureMinutesSchema,
});
export type FigureTotals = z.infer<typeof figureTotalsSchema>;

/** A group's figures and their mean for each of its `people`, rounded half up; null where nobody has a day: never shown as zero. */
export const scopeTotalsSchema = figureTotalsSchema.extend({ meanMinutes: figureMinutesSchema.nullable() });
export type ScopeTotals = z.infer<typeof scopeTotalsSchema>;

export const dashboardPersonSchema = z.object({
  personId: z.uuid(),
  employeeNumber: z.string(),
  name: z.string(),
  /** On the last date of the period with a day of this person in the scope. */
  groupId: z.uuid(),
  groupName: z.string(),
});
export type DashboardPerson = z.infer<typeof dashboardPersonSchema>;

/** Half-open run of a figure; `toMinutes` null: no upper end. The first bucket of a figure is exactly 0 (`0` to `1`). */
export const bucketSchema = z.object({ fromMinutes: z.int(), toMinutes: z.int().nullable(), count: z.int() });
export type Bucket = z.infer<typeof bucketSchema>;

/** How many months of the calendar a period may touch. */
export const MAX_DASHBOARD_MONTHS = 13;

/** What is looked at. The address of the screen carries the same names. */
export const scopeQuery = {
  /** `all`: every group of the tenant, deleted ones too. */
  groupId: z.union([z.uuid(), z.literal('all')]).default('all'),
  /** `1`: the groups below too. */
  below: z.enum(['0', '1']).default('1'),
  /** Only this person, within the group chosen. */
  personId: z.uuid().optional(),
};
/** First and last work date, both included. */
export const periodQuery = { from: workDateSchema, to: workDateSchema };

export const figureQuery = z.enum(DASHBOARD_FIGURES).default('workedMinutes');

const minutesQuery = z.coerce.number().int().min(0).max(10_000_000).optional();
/** A bucket: from `minMinutes`, below `maxMinutes`. */
export const bucketQuery = { minMinutes: minutesQuery, maxMinutes: minutesQuery };

export const pageQuery = {
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** What every answer says of itself. */
export const shownSchema = z.object({
  /** Epoch ms of the answer. */
  asOf: z.int(),
  /** Null: the whole tenant. */
  group: z.object({ groupId: z.uuid(), code: z.string(), name: z.string() }).nullable(),
  person: z.object({ personId: z.uuid(), employeeNumber: z.string(), name: z.string() }).nullable(),
  from: workDateSchema,
  to: workDateSchema,
});
