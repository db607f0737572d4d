import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { KINMU_COLUMNS } from './export-files.ts';
import { monthSchema } from './months.ts';

/** 外部連携: how long a token may live. An administrator makes a new one each year. */
export const MAX_TOKEN_DAYS = 366;
/** Calls of one token within a minute; more are answered 429 with Retry-After. */
export const MACHINE_CALLS_PER_MINUTE = 60;

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Place in the order of the rows: work date, then person id. */
export const attendanceCursorSchema = z.string().regex(new RegExp(`^\\d{4}-\\d{2}-\\d{2}\\.${UUID}$`));

const text = z.string().nullable();

/**
 * One line of `format=jsonl`: the cells of 勤務データ (guide table 5-3) in their order and their writing (48-hour clock, `hh:mm`), null where the
 * file's cell is empty.
 */
export const attendanceRowSchema = z.object({
  /** Give it back as `cursor` to continue after this row. */
  cursor: attendanceCursorSchema,
  /** 社員番号, as registered: no guard against formulas. */
  employeeNumber: z.string(),
  /** 日付, `yyyy/MM/dd`. */
  date: z.string(),
  /** 出勤時刻. */
  clockIn: text,
  /** 退勤時刻. */
  clockOut: text,
  /** 総休憩時間. */
  breakTime: text,
  /** 見なし退勤時間. */
  deemedEnd: text,
  /** 勤務形態. */
  workStyle: text,
  /** PC 開始時刻. */
  pcStart: text,
  /** PC 終了時刻. */
  pcEnd: text,
  /** PC 始終時間. */
  pcSpan: text,
  /** PC 操作時間. */
  pcActive: text,
});
export type AttendanceRow = z.infer<typeof attendanceRowSchema>;

/** The columns of `format=csv`: those of the file, and where to continue. */
export const ATTENDANCE_COLUMNS = [...KINMU_COLUMNS, 'cursor'] as const;

export const readAttendance = endpoint({
  name: 'readAttendance',
  method: 'GET',
  path: '/api/v1/attendance',
  summary:
    '勤務データ of a month for other systems, streamed by work date and person id as JSON lines or CSV (UTF-8). After a break, call again with the cursor of the last whole line: no gap, no repeat; a CSV that continues has no header.',
  access: 'token',
  query: z.strictObject({
    month: monthSchema,
    cursor: attendanceCursorSchema.optional(),
    format: z.enum(['jsonl', 'csv']).default('jsonl'),
  }),
  answerLine: attendanceRowSchema,
  answerMediaType: 'application/x-ndjson',
});

/** What an administrator decides when making a token. */
const tokenFields = {
  name: z.string().trim().min(1).max(64),
  /** First and last month that may be read, both included. */
  firstMonth: monthSchema,
  lastMonth: monthSchema,
  /** Null: everyone of the tenant; otherwise the people of these groups and those below, by the group on the work date. */
  groupIds: z.array(z.uuid()).min(1).max(100).nullable(),
};

export const machineTokenSchema = z.object({
  ...tokenFields,
  tokenId: z.uuid(),
  /** Names of the groups, in the order of `groupIds`. */
  groupNames: z.array(z.string()).nullable(),
  /** Epoch ms, as every instant here. */
  expiresAt: z.int(),
  createdAt: z.int(),
  /** Null: that person has been deleted since. */
  createdByName: z.string().nullable(),
  lastUsedAt: z.int().nullable(),
  revokedAt: z.int().nullable(),
});
export type MachineToken = z.infer<typeof machineTokenSchema>;

export const listMachineTokens = endpoint({
  name: 'listMachineTokens',
  method: 'GET',
  path: '/api/machine-tokens',
  summary: '外部連携: the tokens of the tenant, newest first, those that have ended too; never their secrets.',
  access: 'signedIn',
  answer: z.object({ tokens: z.array(machineTokenSchema), portalUrl: z.string() }),
});

export const createMachineToken = endpoint({
  name: 'createMachineToken',
  method: 'POST',
  path: '/api/machine-tokens',
  summary: 'Make a token. Its text is in this answer and nowhere else: only a hash is kept.',
  access: 'signedIn',
  body: z
    .strictObject({ ...tokenFields, validDays: z.int().min(1).max(MAX_TOKEN_DAYS) })
    .refine(({ firstMonth, lastMonth }) => firstMonth <= lastMonth, {
      path: ['lastMonth'],
      message: 'the last month is before the first',
    }),
  answer: z.object({ token: machineTokenSchema, secret: z.string() }),
});

export const revokeMachineToken = endpoint({
  name: 'revokeMachineToken',
  method: 'DELETE',
  path: '/api/machine-tokens/:tokenId',
  summary: 'End a token at once; a repeat answers the same.',
  access: 'signedIn',
  params: z.object({ tokenId: z.uuid() }),
  answer: z.object({ revoked: z.literal(true) }),
});
