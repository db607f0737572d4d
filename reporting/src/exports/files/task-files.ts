import {
  CONFERENCE_COLUMNS,
  OUTSIDE_WORK_COLUMNS,
  TASK_COLUMNS,
  TASK_REPORT_COLUMNS,
} from '#domain/contract/export-files.ts';
import type { TaskKind, WorkStyle } from '#domain/contract/work-rules.ts';
import { formatHours } from '#domain/time/format.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';
import type { Cells } from '../writer/cells.ts';
import { defineFormat, linesOf, rowsOf } from '../writer/format.ts';
import { dateAndTime, slashDateTime, WORK_STYLE_TEXT } from './cell-forms.ts';
import type { ExportPeople } from './export-people.ts';
import { inFileOrder } from './file-order.ts';

/** A task of a person as the reading side gives it; clocks are readings of its work date. */
export interface ExportTask {
  readonly personId: string;
  /** The group on the work date. */
  readonly groupId: string;
  readonly workDate: WorkDate;
  readonly startClock: Clock;
  readonly endClock: Clock;
  /** Elapsed, not the difference of the readings: they differ on the night of a clock change. */
  readonly minutes: number;
  readonly isAllDay: boolean;
  readonly kind: TaskKind;
  readonly workStyle: WorkStyle;
  readonly title: string;
  readonly detail: string;
  readonly report: string;
  readonly progress: number;
}

const KIND_TEXT: Readonly<Record<TaskKind, string>> = { task: '個人タスク', meeting: '会議', offsite: '外出' };

/** The tasks of a file: of one of these kinds, or of one of these work styles. */
export interface TasksOfFile {
  readonly kinds: readonly TaskKind[];
  readonly styles: readonly WorkStyle[];
}

/** 外出 is told by the kind or by the work style; a task or meeting with that style is in its own file too (SPEC 8). */
export const TASKS_OF_FILE = {
  taskReport: { kinds: ['task', 'meeting', 'offsite'], styles: [] },
  conference: { kinds: ['meeting'], styles: [] },
  outsideWork: { kinds: ['offsite'], styles: ['offsite'] },
  task: { kinds: ['task'], styles: [] },
} as const satisfies Record<string, TasksOfFile>;
export type TaskFile = keyof typeof TASKS_OF_FILE;

function dashDateTime(workDate: WorkDate, clock: Clock): string {
  const { date, time } = dateAndTime(workDate, clock);
  return `${date} ${time}`;
}

/** 業務報告情報, task_report.csv (guide table 5-4). A piece holds the tasks of one work date, here and below. */
export const taskReportFormat = defineFormat<ExportPeople>({
  columns: TASK_REPORT_COLUMNS,
  open: (people, cells) => (piece) =>
    linesOf(
      inFileOrder(rowsOf<ExportTask>(piece), people).map((task) => [
        cells.text(people.employeeNumbers.get(task.personId) ?? ''),
        task.workDate,
        dashDateTime(task.workDate, task.startClock),
        dashDateTime(task.workDate, task.endClock),
        task.isAllDay ? '終日の業務' : '終日でない業務',
        cells.text(task.title),
        cells.oneLine(task.detail),
        cells.oneLine(task.report),
        String(task.progress),
        WORK_STYLE_TEXT[task.workStyle],
        KIND_TEXT[task.kind],
      ]),
    ),
});

const hoursFile = (people: ExportPeople, cells: Cells) => (piece: string) =>
  linesOf(
    inFileOrder(rowsOf<ExportTask>(piece), people).map((task) => [
      cells.text(people.employeeNumbers.get(task.personId) ?? ''),
      cells.text(people.groupNames.get(task.groupId) ?? ''),
      slashDateTime(task.workDate, task.startClock),
      slashDateTime(task.workDate, task.endClock),
      task.isAllDay ? '' : formatHours(task.minutes),
      cells.text(task.title),
    ]),
  );

/** 会議情報, conference.csv (guide table 5-6). */
export const conferenceFormat = defineFormat<ExportPeople>({ columns: CONFERENCE_COLUMNS, open: hoursFile });

/** 外出情報, outside_work_report.csv (guide table 5-7). */
export const outsideWorkFormat = defineFormat<ExportPeople>({ columns: OUTSIDE_WORK_COLUMNS, open: hoursFile });

/** タスク情報, task.csv (guide table 5-10): personal tasks. */
export const taskFormat = defineFormat<ExportPeople>({ columns: TASK_COLUMNS, open: hoursFile });
