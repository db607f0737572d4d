import { pieceOf } from '../writer/format.ts';
import { applicationFile } from './plan-application.ts';
import { hasApplicationFiles } from './plan-files.ts';
import { readApprovalDays } from './read-approval-history.ts';
import { readOvertimeDays, readUnrequestedDays } from './day-files.ts';
import type { PlanDeps, PlanExport } from './export-file.ts';
import { datedFile, readDatedSource } from './plan-dated.ts';
import type { DatedSource } from './plan-dated.ts';
import { readTasksOfDate } from './read-tasks.ts';
import type { TaskFile } from './task-files.ts';

const taskFile = (deps: PlanDeps, source: DatedSource, file: TaskFile, fileName: string) =>
  datedFile(source, file, fileName, async (workDate) =>
    pieceOf(await readTasksOfDate(deps.records, source, workDate, file)),
  );

/** 業務報告・承認履歴: task_report.csv, approval_history.csv. */
export const planGyomu: PlanExport = async (deps, job) => {
  const source = await readDatedSource(deps, job);
  const files = [
    taskFile(deps, source, 'taskReport', 'task_report.csv'),
    datedFile(source, 'approvalHistory', 'approval_history.csv', async (workDate) =>
      pieceOf(await readApprovalDays(deps, source, workDate)),
    ),
  ];
  return { container: 'zip', totalUnits: source.dates.length * files.length, files };
};

/** 働き方集計: meetings, 外出, overtime and holiday work, 申請外, tasks, applications. */
export const planAggregation: PlanExport = async (deps, job) => {
  const source = await readDatedSource(deps, job);
  const { tenantId, groupIds } = source;
  const dayFile = (
    format: 'overtimeHoliday' | 'notApplicable',
    fileName: string,
    query: typeof readOvertimeDays | typeof readUnrequestedDays,
  ) =>
    datedFile(source, format, fileName, (workDate) =>
      deps.analytics.queryText(query, { tenantId, workDate, groupIds }),
    );
  const files = [
    taskFile(deps, source, 'conference', 'conference.csv'),
    taskFile(deps, source, 'outsideWork', 'outside_work_report.csv'),
    dayFile('overtimeHoliday', 'overtime_holiday_work.csv', readOvertimeDays),
    dayFile('notApplicable', 'not_applicable_work.csv', readUnrequestedDays),
    taskFile(deps, source, 'task', 'task.csv'),
    ...(hasApplicationFiles(source.plan) ? [await applicationFile(deps, source)] : []),
  ];
  return { container: 'zip', totalUnits: source.dates.length * files.length, files };
};
