import type { WorkImportAction } from '../contract/work-import.ts';
import type { Operation } from '../contract/work-rules.ts';
import { dayKey } from './group-by-day.ts';
import type { ImportedDay, ImportedOperation, ImportedTask, ImportProblem } from './types.ts';

/** What stands on a person's date before an import. */
export interface PresentDay {
  readonly operations: readonly (ImportedOperation & { readonly origin: Operation['origin'] })[];
  readonly hasRequests: boolean;
  readonly hasApproval: boolean;
  /** Those of an earlier import alone; the person's own stay beside any import. */
  readonly tasks: readonly (ImportedTask & { readonly isTouched: boolean })[];
}

export interface SettledDay<Day extends ImportedDay> {
  readonly day: Day;
  readonly action: WorkImportAction;
}

/**
 * What becomes of each day of a file.
 *
 *   present                                  →
 *   nothing                                  added
 *   an earlier import, the same              unchanged
 *   an earlier import, other content         replaced where asked for, otherwise refused
 *   pressed, requested, corrected, approved  refused: what the person declared is never replaced
 */
export function settleDays<Day extends ImportedDay>(
  days: readonly Day[],
  present: ReadonlyMap<string, PresentDay>,
  replaces: boolean,
): { readonly settled: SettledDay<Day>[]; readonly problems: ImportProblem[] } {
  const settled: SettledDay<Day>[] = [];
  const problems: ImportProblem[] = [];
  for (const day of days) {
    const there = present.get(dayKey(day));
    const result =
      there === undefined
        ? 'added'
        : day.kind === 'work'
          ? settleWork(day.content, there, replaces)
          : settleTasks(day.content, there, replaces);
    if (isAction(result)) settled.push({ day, action: result });
    else
      problems.push({
        severity: 'error',
        line: day.line,
        column: '業務日',
        cell: day.workDate.replaceAll('-', '/'),
        text: result.refused,
      });
  }
  return { settled, problems };
}

type Result = WorkImportAction | { readonly refused: string };
const isAction = (result: Result): result is WorkImportAction => typeof result === 'string';

const IMPORTED_BEFORE = {
  refused: 'この日は前に取り込まれています。内容を入れ替えるときは「取り込み済みの日を置き換える」を選んでください。',
};

function settleWork(content: readonly ImportedOperation[], there: PresentDay, replaces: boolean): Result {
  if (there.operations.some((operation) => operation.origin === 'pressed'))
    return { refused: 'この日には本人の打刻があります。打刻のある日は取り込めません。' };
  if (there.hasApproval) return { refused: 'この日の勤務は承認されています。承認された日は取り込めません。' };
  if (there.hasRequests) return { refused: 'この日には申請があります。申請のある日は取り込めません。' };
  if (there.operations.length === 0) return 'added';
  if (sameOperations(content, there.operations)) return 'unchanged';
  return replaces ? 'replaced' : IMPORTED_BEFORE;
}

function settleTasks(content: readonly ImportedTask[], there: PresentDay, replaces: boolean): Result {
  if (there.tasks.length === 0) return 'added';
  if (there.tasks.some((task) => task.isTouched))
    return { refused: 'この日の取り込み済みの業務は、本人が変更しています。変更された業務は置き換えられません。' };
  if (sameTasks(content, there.tasks)) return 'unchanged';
  return replaces ? 'replaced' : IMPORTED_BEFORE;
}

const sameOperations = (a: readonly ImportedOperation[], b: readonly ImportedOperation[]): boolean =>
  textOf(a, OPERATION_FIELDS) === textOf(b, OPERATION_FIELDS);
const sameTasks = (a: readonly ImportedTask[], b: readonly ImportedTask[]): boolean =>
  textOf(a, TASK_FIELDS) === textOf(b, TASK_FIELDS);

const OPERATION_FIELDS = ['kind', 'atMinute', 'isHolidayWork', 'workStyle', 'scheduledMinutes', 'halfDay'] as const;
const TASK_FIELDS = [
  'startMinute',
  'endMinute',
  'isAllDay',
  'kind',
  'workStyle',
  'title',
  'detail',
  'report',
  'progress',
] as const;

/** One text a list, whatever the order of equal moments. */
const textOf = <Entry, Field extends keyof Entry>(entries: readonly Entry[], fields: readonly Field[]): string =>
  entries
    .map((entry) => JSON.stringify(fields.map((field) => entry[field])))
    .sort()
    .join('\n');
