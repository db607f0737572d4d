import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { monthSchema } from './months.ts';
import { workDateSchema } from './work-rules.ts';

/** 勤務データ (kinmu_….csv) / 業務報告・承認履歴 (gyomu_….zip) / 働き方集計 (aggregation_….zip) / PC 操作履歴 (pc_….zip). Guide table 5-1. */
export const EXPORT_KINDS = ['kinmu', 'gyomu', 'aggregation', 'pc'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** Room for the file is missing / a store does not answer / it ended its process again and again / anything else, which the log tells. */
export const EXPORT_FAILURES = ['disk_full', 'store_unavailable', 'given_up', 'internal'] as const;
export type ExportFailure = (typeof EXPORT_FAILURES)[number];

export const EXPORT_ENCODINGS = ['windows-31j', 'utf-8'] as const;
export type ExportEncoding = (typeof EXPORT_ENCODINGS)[number];

const MAX_PERIOD_DAYS = 366;
const dayNumber = (date: string): number => Date.parse(date) / 86_400_000;

/** A month, or first and last work date, both included. */
export const exportRangeSchema = z.union([
  z.strictObject({ month: monthSchema }),
  z
    .strictObject({ from: workDateSchema, to: workDateSchema })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'the period ends before it begins' })
    .refine(({ from, to }) => dayNumber(to) - dayNumber(from) < MAX_PERIOD_DAYS, {
      path: ['to'],
      message: `at most ${MAX_PERIOD_DAYS} days`,
    }),
]);
export type ExportRange = z.infer<typeof exportRangeSchema>;

/** Whose rows: everyone of the tenant, the people of groups (with those below), or these people. */
export const exportScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('groups'), groupIds: z.array(z.uuid()).min(1).max(1000) }),
  z.strictObject({ kind: z.literal('people'), personIds: z.array(z.uuid()).min(1).max(1000) }),
]);
export type ExportScope = z.infer<typeof exportScopeSchema>;

export const exportJobSchema = z.object({
  jobId: z.uuid(),
  kind: z.enum(EXPORT_KINDS),
  range: exportRangeSchema,
  scope: exportScopeSchema,
  encoding: z.enum(EXPORT_ENCODINGS),
  /** 「数式の無効化」. */
  guardsFormulas: z.boolean(),
  state: z.enum(EXPORT_STATES),
  /** Units of work (people or work dates), and how many are written. */
  doneUnits: z.int(),
  totalUnits: z.int(),
  /** Epoch ms at the present pace; null: not known yet, or not running. */
  estimatedEndAt: z.int().nullable(),
  startedByName: z.string(),
  isOwn: z.boolean(),
  createdAt: z.int(),
  endedAt: z.int().nullable(),
  /** failed only. */
  failure: z.enum(EXPORT_FAILURES).nullable(),
  /** done only. */
  file: z
    .object({
      fileName: z.string(),
      bytes: z.int(),
      rows: z.int(),
      /** Code points that Windows-31J lacks, written as 〓. */
      replaced: z.int(),
    })
    .nullable(),
});
export type ExportJob = z.infer<typeof exportJobSchema>;

export const listExportJobs = endpoint({
  name: 'listExportJobs',
  method: 'GET',
  path: '/api/export-jobs',
  summary:
    'データ管理: the job that runs in the tenant, whoever started it, and the newest finished one of each kind with its file.',
  access: 'signedIn',
  answer: z.object({
    running: exportJobSchema.nullable(),
    finished: z.array(exportJobSchema),
    /** Files of table 5-1 that the tenant's plan does not have. */
    withheldFiles: z.array(z.string()),
  }),
});

export const createExportJob = endpoint({
  name: 'createExportJob',
  method: 'POST',
  path: '/api/export-jobs',
  summary: '「データ作成」: one job at a time in a tenant; while another runs the answer is export_running.',
  access: 'signedIn',
  body: z.strictObject({
    /** Made by the screen: sent twice it is one job. */
    jobId: z.uuid(),
    kind: z.enum(EXPORT_KINDS),
    range: exportRangeSchema,
    scope: exportScopeSchema,
    encoding: z.enum(EXPORT_ENCODINGS),
    guardsFormulas: z.boolean(),
  }),
  answer: z.object({ job: exportJobSchema }),
});

const jobParam = z.object({ jobId: z.uuid() });

export const cancelExportJob = endpoint({
  name: 'cancelExportJob',
  method: 'POST',
  path: '/api/export-jobs/:jobId/cancellation',
  summary: 'Stop a job that waits or runs; nothing of it stays.',
  access: 'signedIn',
  params: jobParam,
  answer: z.object({ job: exportJobSchema }),
});

export const downloadExport = endpoint({
  name: 'downloadExport',
  method: 'GET',
  path: '/api/export-jobs/:jobId/file',
  summary: 'The finished file, until the next one of its kind takes its place.',
  access: 'signedIn',
  params: jobParam,
  answerMediaType: 'application/octet-stream',
});

export const listExportDownloads = endpoint({
  name: 'listExportDownloads',
  method: 'GET',
  path: '/api/export-downloads',
  summary: 'Who made and who downloaded which file, newest first.',
  access: 'signedIn',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({
    entries: z.array(
      z.object({
        at: z.int(),
        personName: z.string().nullable(),
        deed: z.enum(['started', 'finished', 'failed', 'cancelled', 'downloaded']),
        fileName: z.string(),
      }),
    ),
  }),
});
