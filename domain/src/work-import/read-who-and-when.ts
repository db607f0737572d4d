import { parseWorkDate } from '../time/calendar.ts';
import { addDays } from '../time/calendar.ts';
import { workDateInterval } from '../time/work-date.ts';
import type { DayRules } from '../time/work-date.ts';
import type { UnixMinute, WorkDate } from '../time/types.ts';
import { workDateOf } from '../time/work-date.ts';
import { EMPLOYEE_NUMBER, LOGIN_ID } from './import-columns.ts';
import type { RowReader } from './row-reader.ts';
import type { ImportPerson } from './types.ts';

/** The people of a tenant by the two names under which a file may know them. */
export interface PeopleDirectory {
  readonly byLoginId: ReadonlyMap<string, ImportPerson>;
  readonly byEmployeeNumber: ReadonlyMap<string, readonly ImportPerson[]>;
}

/** Login ids are one but for case (SPEC 6). */
const loginKey = (loginId: string): string => loginId.toLowerCase();

export const createDirectory = (people: readonly ImportPerson[]): PeopleDirectory => ({
  byLoginId: new Map(people.map((person) => [loginKey(person.loginId), person])),
  byEmployeeNumber: Map.groupBy(
    people.filter((person) => person.employeeNumber !== ''),
    (person) => person.employeeNumber,
  ),
});

/** Records are kept five years: what is older is a typing mistake in the year. */
const MAX_YEARS = 5;

export interface WhoAndWhen {
  readonly person: ImportPerson;
  readonly rules: DayRules;
  readonly workDate: WorkDate;
}

/** Whose row it is and of which work date; undefined where the row does not say it soundly. */
export function readWhoAndWhen(row: RowReader, people: PeopleDirectory, nowMinute: UnixMinute): WhoAndWhen | undefined {
  const person = readPerson(row, people);
  const workDate = readWorkDate(row);
  if (person === undefined || workDate === undefined) return undefined;
  const { rules } = person;
  if (rules === null)
    return row.refuse(nameColumn(row), 'グループに所属していない利用者です。先に所属するグループを登録してください。');
  if (workDateInterval(workDate, rules).end > nowMinute)
    return row.refuse('業務日', 'まだ終わっていない日です。前日までの勤務だけを取り込めます。');
  const oldest = addDays(workDateOf(nowMinute, rules), -MAX_YEARS * 366);
  if (workDate < oldest)
    return row.refuse('業務日', `${MAX_YEARS}年より前の日は取り込めません。年を確認してください。`);
  return { person, rules, workDate };
}

const nameColumn = (row: RowReader): typeof LOGIN_ID | typeof EMPLOYEE_NUMBER =>
  row.text(LOGIN_ID) === '' ? EMPLOYEE_NUMBER : LOGIN_ID;

/** The person of a row, by either name. */
export function readPerson(row: RowReader, people: PeopleDirectory): ImportPerson | undefined {
  const loginId = row.text(LOGIN_ID);
  const number = row.text(EMPLOYEE_NUMBER);
  if (loginId === '' && number === '') return row.refuse(LOGIN_ID, 'ユーザIDか社員番号のどちらかを指定してください。');
  const numbered = people.byEmployeeNumber.get(number) ?? [];
  if (loginId === '') {
    const [only, other] = numbered;
    if (only === undefined)
      return row.refuse(EMPLOYEE_NUMBER, '登録されていない社員番号です。先頭の0が消えていないか確認してください。');
    if (other !== undefined)
      return row.refuse(
        EMPLOYEE_NUMBER,
        `この社員番号の利用者が${numbered.length}名います。ユーザIDで指定してください。`,
      );
    return only;
  }
  const person = people.byLoginId.get(loginKey(loginId));
  if (person === undefined) return row.refuse(LOGIN_ID, '登録されていないユーザIDです。');
  if (number !== '' && number !== person.employeeNumber)
    return row.refuse(EMPLOYEE_NUMBER, `ユーザID「${person.loginId}」の社員番号と違います。どちらかを直してください。`);
  return person;
}

const DATE = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/;

/** `2026/4/1`, `2026-04-01`: as spreadsheets write them. */
function readWorkDate(row: RowReader): WorkDate | undefined {
  const text = row.plain('業務日');
  if (text === '') return row.refuse('業務日', '必須項目です。値を指定してください。');
  const [, year, month = '', day = ''] = DATE.exec(text) ?? [];
  const workDate =
    year === undefined ? undefined : parseWorkDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return workDate ?? row.refuse('業務日', '日付ではありません。2026/04/01 の形で指定してください。');
}
