import { parseWorkDate } from '../time/calendar.ts';
import { MS_PER_MINUTE } from '../time/types.ts';
import { minuteOfClock } from '../time/wall-clock.ts';
import { WIRE_LIMITS } from '../contract/wire.ts';
import { readPerson } from '../work-import/read-who-and-when.ts';
import type { PeopleDirectory } from '../work-import/read-who-and-when.ts';
import { readersOf } from '../work-import/row-reader.ts';
import type { RowReader } from '../work-import/row-reader.ts';
import type { ImportProblem, ImportRow } from '../work-import/types.ts';

/** From this instant on a person is shown as `activity` by the other system. */
export interface PresenceChange {
  readonly personId: string;
  readonly changedAt: number;
  readonly activity: string;
}

export interface ReadPresence {
  /** Each person and instant once, in the order of the file. */
  readonly changes: readonly PresenceChange[];
  readonly problems: readonly ImportProblem[];
}

/**
 * プレゼンスの取り込み: rows of ユーザID or 社員番号, 日時 and プレゼンス. <userID>_presence.csv is such a file itself (レコード時刻, Activity). Readings are
 * those of the tenant's zone, on the 24-hour clock; of a doubled one (clock change) the first.
 */
export function readPresence(
  rows: readonly ImportRow[],
  people: PeopleDirectory,
  zone: string,
  nowMs: number,
): ReadPresence {
  const { readers, problems } = readersOf('presence', rows);
  const found = new Map<string, { readonly change: PresenceChange; readonly line: number }>();
  const all = [...problems];
  for (const row of readers) {
    const change = readChange(row, people, zone, nowMs);
    if (change !== undefined) {
      const key = `${change.personId} ${change.changedAt}`;
      const other = found.get(key);
      if (other === undefined) found.set(key, { change, line: row.line });
      else if (other.change.activity === change.activity)
        row.warn(null, `${other.line}行目と同じ内容です。1件として扱います。`);
      else row.refuse('プレゼンス', `${other.line}行目に同じ人・同じ日時の別の値があります。どちらかにしてください。`);
    }
    all.push(...row.problems);
  }
  return { changes: [...found.values()].map(({ change }) => change), problems: all };
}

function readChange(row: RowReader, people: PeopleDirectory, zone: string, nowMs: number): PresenceChange | undefined {
  const person = readPerson(row, people);
  const changedAt = readInstant(row, zone, nowMs);
  const activity = readActivity(row);
  if (row.hasErrors() || person === undefined || changedAt === undefined || activity === undefined) return undefined;
  return { personId: person.personId, changedAt, activity };
}

const READING = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
/** A little of the future is another machine's clock. */
const FUTURE_MS = 5 * MS_PER_MINUTE;
/** Records are kept five years: what is older is a typing mistake in the year. */
const MAX_PAST_MS = 5 * 366 * 86_400_000;

function readInstant(row: RowReader, zone: string, nowMs: number): number | undefined {
  const text = row.plain('日時');
  if (text === '') return row.refuse('日時', '必須項目です。値を指定してください。');
  const [, year, month = '', day = '', hour, minute, second = '0'] = READING.exec(text) ?? [];
  const date =
    year === undefined ? undefined : parseWorkDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return row.refuse('日時', '日時ではありません。2026/04/01 09:00:00 の形（24時間表記）で指定してください。');
  const at = minuteOfClock(Number(hour) * 60 + Number(minute), date, zone) * MS_PER_MINUTE + Number(second) * 1000;
  if (at > nowMs + FUTURE_MS) return row.refuse('日時', 'まだ来ていない日時です。');
  if (at < nowMs - MAX_PAST_MS) return row.refuse('日時', '5年より前の日時は取り込めません。年を確認してください。');
  return at;
}

// eslint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

function readActivity(row: RowReader): string | undefined {
  const activity = row.text('プレゼンス');
  if (activity === '') return row.refuse('プレゼンス', '必須項目です。値を指定してください。');
  if (activity.length > WIRE_LIMITS.activityChars)
    return row.refuse('プレゼンス', `${WIRE_LIMITS.activityChars}文字以内で指定してください。`);
  if (CONTROLS.test(activity)) return row.refuse('プレゼンス', '改行や制御文字は使えません。');
  return activity;
}
