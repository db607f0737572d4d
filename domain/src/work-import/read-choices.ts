import { TASK_KINDS, WORK_STYLES } from '../contract/work-rules.ts';
import type { HalfDay, TaskKind, WorkStyle } from '../contract/work-rules.ts';
import type { ImportColumn } from './import-columns.ts';
import type { RowReader } from './row-reader.ts';

const STYLE_NAMES: Readonly<Record<WorkStyle, string>> = { regular: '通常', offsite: '外出', remote: '在宅' };
const TASK_KIND_NAMES: Readonly<Record<TaskKind, string>> = { task: '個人タスク', meeting: '会議', offsite: '外出' };

/** 勤務形態; empty is 通常. */
export const readWorkStyle = (row: RowReader): WorkStyle => readNamed(row, '勤務形態', WORK_STYLES, STYLE_NAMES);

/** 種類; empty is 個人タスク. */
export const readTaskKind = (row: RowReader): TaskKind => readNamed(row, '種類', TASK_KINDS, TASK_KIND_NAMES);

/** The first value where the cell is empty (or at fault: then the row is refused anyway). */
function readNamed<Value extends string>(
  row: RowReader,
  column: ImportColumn,
  values: readonly [Value, ...Value[]],
  names: Readonly<Record<Value, string>>,
): Value {
  const text = row.plain(column);
  const value = values.find((each) => names[each] === text);
  if (value === undefined && text !== '')
    row.refuse(column, `${values.map((each) => names[each]).join('、')} のいずれかを指定してください。`);
  return value ?? values[0];
}

/** 0, 1, or null where the cell is empty. */
export function readFlag(row: RowReader, column: ImportColumn): boolean | null {
  const text = row.plain(column);
  if (text === '') return null;
  if (text !== '0' && text !== '1') row.refuse(column, '0 か 1 を指定してください。');
  return text === '1';
}

const HALF_DAY_NAMES: ReadonlyMap<string, HalfDay> = new Map([
  ['午前半休', 'afternoon'],
  ['午後勤務', 'afternoon'],
  ['午後半休', 'morning'],
  ['午前勤務', 'morning'],
]);

/** 半休 as the half that is worked; 「午前」 alone could mean either half and is refused. */
export function readHalfDay(row: RowReader): HalfDay | null {
  const text = row.plain('半休');
  const halfDay = HALF_DAY_NAMES.get(text) ?? null;
  if (halfDay === null && text !== '')
    row.refuse('半休', '午前半休（午後に勤務）か 午後半休（午前に勤務）のどちらかを指定してください。');
  return halfDay;
}
