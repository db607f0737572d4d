import type { ExportKind } from '#domain/contract/export-jobs.ts';

/** The twelve files of the guide's table 5-1 by kind. */
const FILES: Readonly<Record<ExportKind, readonly string[]>> = {
  kinmu: ['kinmu_yyyymm.csv'],
  gyomu: ['task_report.csv', 'approval_history.csv'],
  aggregation: [
    'conference.csv',
    'outside_work_report.csv',
    'overtime_holiday_work.csv',
    'not_applicable_work.csv',
    'task.csv',
    'application_aggregation.csv',
  ],
  pc: ['<userID>_presence.csv', '<userID>_pc.csv', '<userID>_app.csv'],
};

export const filesOf = (kind: ExportKind): readonly string[] => FILES[kind];
