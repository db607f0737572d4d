import { appFormat } from '../files/app-file.ts';
import { applicationFormat } from '../files/application-file.ts';
import { approvalHistoryFormat } from '../files/approval-history-file.ts';
import { notApplicableFormat, overtimeHolidayFormat } from '../files/day-files.ts';
import { kinmuFormat } from '../files/kinmu-file.ts';
import { pcFormat } from '../files/pc-file.ts';
import { presenceFormat } from '../files/presence-file.ts';
import { conferenceFormat, outsideWorkFormat, taskFormat, taskReportFormat } from '../files/task-files.ts';
import type { ExportFormat, UnsortedFormat } from './format.ts';

/** Every file of the guide's chapter 5 by its name; the writer's thread knows them by this list. */
const FORMATS = {
  kinmu: kinmuFormat,
  taskReport: taskReportFormat,
  approvalHistory: approvalHistoryFormat,
  conference: conferenceFormat,
  outsideWork: outsideWorkFormat,
  overtimeHoliday: overtimeHolidayFormat,
  notApplicable: notApplicableFormat,
  task: taskFormat,
  application: applicationFormat,
  presence: presenceFormat,
  pc: pcFormat,
  app: appFormat,
} as const;
export type FormatName = keyof typeof FORMATS;

export const formatOf = (name: FormatName): ExportFormat | UnsortedFormat =>
  FORMATS[name] as ExportFormat | UnsortedFormat;
