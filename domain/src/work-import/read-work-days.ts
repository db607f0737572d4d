import type { HalfDay, WorkStyle } from '../contract/work-rules.ts';
import { formatClock, formatMinutes } from '../time/format.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { assignmentOn } from '../time/work-date.ts';
import type { UnixMinute } from '../time/types.ts';
import { groupByDay } from './group-by-day.ts';
import { readFlag, readHalfDay, readWorkStyle } from './read-choices.ts';
import { readSpan } from './read-spans.ts';
import type { ImportedSpan } from './read-spans.ts';
import { readWhoAndWhen } from './read-who-and-when.ts';
import type { PeopleDirectory, WhoAndWhen } from './read-who-and-when.ts';
import { readersOf } from './row-reader.ts';
import type { RowReader } from './row-reader.ts';
import type { ImportedOperation, ImportedWorkDay, ImportRow, ReadFile } from './types.ts';

/** What the row says of the whole day; null: nothing. */
interface DayValues {
  readonly isHolidayWork: boolean | null;
  readonly scheduledMinutes: number | null;
  readonly halfDay: HalfDay | null;
}
interface WorkEntry extends WhoAndWhen {
  readonly row: RowReader;
  readonly span: ImportedSpan;
  readonly workStyle: WorkStyle;
  readonly values: DayValues;
}

/** More starts on one date than anybody presses. Keeps the day within one message of the broker. */
const MAX_SPANS = 24;

/**
 * 勤務 of an import: rows → spans → the presses of each person and work date, as if they had been pressed then.
 *
 *   9:00-12:00, 13:00-18:00 with 休憩 15:00-15:15
 *   →  開始 9:00  終了 12:00  開始 13:00  休憩 15:00  再開 15:15  終了 18:00
 *
 * Every problem of every row is named. A row with neither 開始 nor 終了 is a day off of another system's list and is skipped, with a warning.
 */
export function readWorkDays(
  rows: readonly ImportRow[],
  people: PeopleDirectory,
  nowMinute: UnixMinute,
): ReadFile<ImportedWorkDay> {
  const { readers, problems } = readersOf('work', rows);
  const entries = readers.flatMap((row) => readEntry(row, people, nowMinute) ?? []);
  const days = groupByDay(entries).flatMap((group) => dayOf(group) ?? []);
  return {
    days,
    problems: [...problems, ...readers.flatMap((row) => row.problems)],
    rows: readers.length,
  };
}

function readEntry(row: RowReader, people: PeopleDirectory, nowMinute: UnixMinute): WorkEntry | undefined {
  if (row.plain('開始') === '' && row.plain('終了') === '') {
    row.warn(null, '開始と終了が空欄のため、この行は取り込みません。');
    return undefined;
  }
  const whoAndWhen = readWhoAndWhen(row, people, nowMinute);
  const workStyle = readWorkStyle(row);
  const values = {
    isHolidayWork: readFlag(row, '休出'),
    scheduledMinutes: readScheduled(row),
    halfDay: readHalfDay(row),
  };
  const span = readSpan(row, whoAndWhen);
  if (whoAndWhen === undefined) return undefined;
  if (values.halfDay !== null && assignmentOn(whoAndWhen.rules, whoAndWhen.workDate).pattern.morningMinutes === null)
    row.refuse('半休', '勤務パターンに午前業務時間がないため、半休を指定できません。');
  return span === undefined || row.hasErrors() ? undefined : { ...whoAndWhen, row, span, workStyle, values };
}

/** 業務時間 as an amount: `7:45`. A bare number could mean hours or minutes and is refused. */
function readScheduled(row: RowReader): number | null {
  const text = row.plain('業務時間');
  if (text === '') return null;
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  const amount = Number(hours) * 60 + Number(minutes);
  if (hours !== undefined && amount <= 1440) return amount;
  row.refuse('業務時間', '7:45 の形（24:00以下）で指定してください。');
  return null;
}

/** The rows of one person and date as one day; undefined where they contradict each other. */
function dayOf(group: readonly [WorkEntry, ...WorkEntry[]]): ImportedWorkDay | undefined {
  const entries = group.toSorted((a, b) => a.span.startClock - b.span.startClock || a.span.endClock - b.span.endClock);
  const [first] = group;
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1];
    if (next !== undefined && next.span.startClock < entry.span.endClock)
      next.row.refuse('開始', `${entry.row.line}行目の勤務（${spanText(entry.span)}）と重なっています。`);
  }
  if (entries.length > MAX_SPANS) first.row.refuse(null, `1日の勤務は${MAX_SPANS}回までです。`);
  const values = valuesOfDay(group);
  if (group.some((entry) => entry.row.hasErrors())) return undefined;
  return {
    kind: 'work',
    line: first.row.line,
    personId: first.person.personId,
    workDate: first.workDate,
    content: entries.flatMap((entry, index) => operationsOf(entry, index === 0 ? values : NO_VALUES)),
    entries: entries.map(entryText),
  };
}

const NO_VALUES: DayValues = { isHolidayWork: null, scheduledMinutes: null, halfDay: null };
const VALUE_COLUMNS = { isHolidayWork: '休出', scheduledMinutes: '業務時間', halfDay: '半休' } as const;

/** What rows say of the whole day they must say alike; a row may leave it to the others. */
function valuesOfDay(group: readonly WorkEntry[]): DayValues {
  const values: { -readonly [Name in keyof DayValues]: DayValues[Name] } = { ...NO_VALUES };
  for (const { row, values: told } of group) {
    for (const name of Object.keys(VALUE_COLUMNS) as (keyof DayValues)[]) {
      if (told[name] === null) continue;
      if (values[name] !== null && values[name] !== told[name])
        row.refuse(VALUE_COLUMNS[name], '同じ日のほかの行と違います。1日に1つの値にしてください。');
      Object.assign(values, { [name]: told[name] });
    }
  }
  return values;
}

function operationsOf({ span, rules, workDate, workStyle }: WorkEntry, values: DayValues): ImportedOperation[] {
  const operation = (kind: ImportedOperation['kind'], clock: number): ImportedOperation => ({
    kind,
    atMinute: minuteOfClock(clock, workDate, rules.zone),
    isHolidayWork: false,
    workStyle: 'regular',
    scheduledMinutes: null,
    halfDay: null,
  });
  const start = {
    ...operation('start', span.startClock),
    workStyle,
    isHolidayWork: values.isHolidayWork ?? false,
    scheduledMinutes: values.scheduledMinutes,
    halfDay: values.halfDay,
  };
  const breaks = span.breaks.flatMap((window) => [
    operation('break', window.startClock),
    operation('resume', window.endClock),
  ]);
  return [start, ...breaks, operation('end', span.endClock)];
}

const spanText = (span: Pick<ImportedSpan, 'startClock' | 'endClock'>): string =>
  `${formatClock(span.startClock)}-${formatClock(span.endClock)}`;

function entryText({ span, values }: WorkEntry): string {
  const breaks = span.breaks.map(spanText).join(';');
  const marks = [
    breaks === '' ? '' : `休憩 ${breaks}`,
    values.isHolidayWork === true ? '休出' : '',
    values.halfDay === null ? '' : values.halfDay === 'morning' ? '午後半休' : '午前半休',
    values.scheduledMinutes === null ? '' : `業務時間 ${formatMinutes(values.scheduledMinutes)}`,
  ].filter((mark) => mark !== '');
  return [spanText(span), ...marks].join(' ');
}
