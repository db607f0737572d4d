import { MAX_TASK_TITLE, type Task } from '#domain/contract/tasks.ts';
import type { TaskKind, WorkStyle } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { NewTask, OwnReport, TaskChange } from '../base/own-tasks.svelte.ts';
import { formatClock, parseClock } from '../base/format.ts';
import type { Choosable } from './choosable.ts';

/** A task (業務) as it is typed. */
export interface TaskForm {
  workDate: WorkDate;
  kind: TaskKind;
  title: string;
  detail: string;
  isAllDay: boolean;
  start: string;
  end: string;
  workStyle: WorkStyle;
  members: readonly Choosable[];
  report: string;
  progress: number;
}
export type TaskProblem = 'titleMissing' | 'titleLong' | 'clockWrong' | 'endBeforeStart';
export type TaskProblems = Partial<Record<'title' | 'start' | 'end', TaskProblem>>;

const LAST_CLOCK = 2880;
const HALF_HOUR = 30;
/** 9:00 where nothing better is known. */
const USUAL_START = 540;

/** An empty form: from the next half hour on for an hour, the kind of day that is worked today. */
export function newTaskForm(workDate: WorkDate, nowClock: number | undefined, workStyle: WorkStyle): TaskForm {
  const start =
    nowClock === undefined
      ? USUAL_START
      : Math.min(Math.ceil(nowClock / HALF_HOUR) * HALF_HOUR, LAST_CLOCK - 2 * HALF_HOUR);
  return {
    workDate,
    kind: 'task',
    title: '',
    detail: '',
    isAllDay: false,
    start: formatClock(start),
    end: formatClock(start + 2 * HALF_HOUR),
    workStyle,
    members: [],
    report: '',
    progress: 0,
  };
}

export function formOfTask(task: Task): TaskForm {
  const others = task.members.filter((member) => !member.isOwner);
  return {
    workDate: task.workDate,
    kind: task.kind,
    title: task.title,
    detail: task.detail,
    isAllDay: task.isAllDay,
    start: task.isAllDay ? formatClock(USUAL_START) : formatClock(task.startClock),
    end: task.isAllDay ? formatClock(USUAL_START + 2 * HALF_HOUR) : formatClock(task.endClock),
    workStyle: task.workStyle,
    members: others.map(({ personId, name }) => ({ personId, loginId: '', name })),
    report: task.report,
    progress: task.progress,
  };
}

/** 複製: the same work again, without what was said about the first. */
export const copyOfTask = (task: Task, workDate: WorkDate): TaskForm => ({
  ...formOfTask(task),
  workDate,
  report: '',
  progress: 0,
});

export function taskProblems(form: TaskForm): TaskProblems {
  const problems: TaskProblems = {};
  if (form.title.trim() === '') problems.title = 'titleMissing';
  else if (form.title.trim().length > MAX_TASK_TITLE) problems.title = 'titleLong';
  if (!form.isAllDay) {
    const [start, end] = [parseClock(form.start), parseClock(form.end)];
    if (start === undefined) problems.start = 'clockWrong';
    if (end === undefined) problems.end = 'clockWrong';
    else if (start !== undefined && end < start) problems.end = 'endBeforeStart';
  }
  return problems;
}

export const ownPartsOf = (form: TaskForm): Omit<OwnReport, 'version'> => ({
  workStyle: form.workStyle,
  report: form.report,
  progress: form.progress,
});

/** What is sent of a form without problems. */
export function bodyOfTask(form: TaskForm): Omit<NewTask, 'taskId'> & Omit<TaskChange, 'version'> {
  const [startClock, endClock] = [parseClock(form.start), parseClock(form.end)];
  return {
    workDate: form.workDate,
    kind: form.kind,
    title: form.title.trim(),
    detail: form.detail,
    isAllDay: form.isAllDay,
    ...(form.isAllDay || startClock === undefined || endClock === undefined ? {} : { startClock, endClock }),
    memberIds: form.members.map((member) => member.personId),
    ...ownPartsOf(form),
  };
}
