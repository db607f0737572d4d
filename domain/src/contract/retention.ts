import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** Raw records that are removed for their age: PC の操作回数 / アプリケーション・タイトル・URL / プレゼンス. */
export const RAW_KINDS = ['pcCounts', 'applications', 'presence'] as const;
export type RawKind = (typeof RAW_KINDS)[number];
/** With 勤務の記録: everything declared, decided and computed, and the minutes it was computed from. */
export const RETENTION_KINDS = [...RAW_KINDS, 'work'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** A month stays whole until it has been exported: 31 days of it and the days until then. */
const MIN_DAYS = 62;
const MAX_DAYS = 3660;
const daysSchema = z.int().min(MIN_DAYS).max(MAX_DAYS);

/** 労働基準法109条 asks for five years, 附則143条 for three of them for now: nobody may keep the record of work for less. */
export const MIN_WORK_YEARS = 3;
const MAX_WORK_YEARS = 30;
export const LEGAL_WORK_YEARS = 5;

const settingsFields = {
  /** How long each kind is kept, in days. */
  days: z.strictObject({ pcCounts: daysSchema, applications: daysSchema, presence: daysSchema }),
  /** How long 勤務の記録 is kept, in years; counted by domain/src/retention/work-kept-from.ts. */
  workYears: z.int().min(MIN_WORK_YEARS).max(MAX_WORK_YEARS).default(LEGAL_WORK_YEARS),
  /** 保全: nothing at all is removed while it is on, in the whole tenant. */
  isOnHold: z.boolean(),
  /** Why, for whoever comes later; empty while off. */
  holdReason: z.string().max(200),
};
export const retentionSettingsSchema = z.strictObject(settingsFields);
export type RetentionSettings = z.infer<typeof retentionSettingsSchema>;

/** SECURITY 7: counts of a PC a year, what was on the screen 90 days, the record of work five years. */
export const DEFAULT_RETENTION: RetentionSettings = {
  days: { pcCounts: 366, applications: 90, presence: 90 },
  workYears: LEGAL_WORK_YEARS,
  isOnHold: false,
  holdReason: '',
};

export const retentionSchema = z.object({
  settings: retentionSettingsSchema,
  /** Rises with each change; sent back when saving. */
  version: z.int(),
  /** The newest removals that found something, newest first. */
  runs: z.array(
    z.object({
      kind: z.enum(RETENTION_KINDS),
      /** Everything before this UTC day; of `work` before this work date, the first of a month. */
      removedBefore: z.iso.date(),
      rows: z.int(),
      /** Epoch ms. */
      startedAt: z.int(),
      /** Null: it runs, or was cut off and another has followed. */
      endedAt: z.int().nullable(),
    }),
  ),
  /** When a night last looked through everything; null: not yet. */
  lastCheckedAt: z.int().nullable(),
});
export type Retention = z.infer<typeof retentionSchema>;

export const readRetention = endpoint({
  name: 'readRetention',
  method: 'GET',
  path: '/api/retention',
  summary: 'データの保存期間: how long records are kept, the hold, and what was removed.',
  access: 'signedIn',
  answer: retentionSchema,
});

/** Refusal: `settings_changed` (another administrator was faster). */
export const saveRetention = endpoint({
  name: 'saveRetention',
  method: 'PUT',
  path: '/api/retention',
  summary: 'Save how long records are kept. A shorter time removes in the next night; a hold holds at once.',
  access: 'signedIn',
  body: z.strictObject({
    settings: retentionSettingsSchema.refine(({ isOnHold, holdReason }) => !isOnHold || holdReason.trim() !== '', {
      path: ['holdReason'],
      message: 'a hold needs its reason',
    }),
    version: z.int().min(0),
  }),
  answer: retentionSchema,
});
