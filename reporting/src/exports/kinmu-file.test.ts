import assert from 'node:assert/strict';
import test from 'node:test';
import iconv from 'iconv-lite';
import type { WorkDate } from '#domain/time/types.ts';
import { kinmuFile } from './kinmu-file.ts';
import type { KinmuPersonDay } from './kinmu-file.ts';

const HEADER =
  '社員番号,日付,出勤時刻,退勤時刻,総休憩時間,見なし退勤時間,勤務形態,PC 開始時刻,PC 終了時刻,PC 始終時間,PC 操作時間\r\n';

const dayOf = (personId: string, groupId: string, workDate: WorkDate, startClock: number): KinmuPersonDay => ({
  ...{ personId, groupId, workDate, startClock, hasDeclaration: true, isConfirmed: true, workStyle: 'regular' },
  ...{ clockOutClock: 1080, breakMinutes: 60 },
  ...{ firstActiveClock: null, lastActiveClock: null, pcSpanMinutes: 0, pcActiveMinutes: 0 },
});

async function fileOf(employeeNumbers: Record<string, string>, days: KinmuPersonDay[]) {
  const report = { rows: 0, replaced: 0 };
  const asked: string[] = [];
  const source = {
    employeeNumbers: new Map(Object.entries(employeeNumbers)),
    groupCodes: new Map([
      ['g1', 'A'],
      ['g2', 'B'],
    ]),
    readDate: (workDate: WorkDate) => {
      asked.push(workDate);
      return Promise.resolve(days.filter((day) => day.workDate === workDate));
    },
  };
  const pieces: Buffer[] = [];
  for await (const piece of kinmuFile('202602', source, report)) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), text: iconv.decode(Buffer.concat(pieces), 'cp932'), report, asked, pieces };
}

test('rows are ordered by date, group, employee number and start, one piece a date', async () => {
  const [first, second] = ['2026-02-01', '2026-02-02'] as WorkDate[];
  assert.ok(first !== undefined && second !== undefined);
  const days = [
    dayOf('p3', 'g2', first, 480),
    dayOf('p1', 'g1', second, 540),
    dayOf('p2', 'g1', first, 540),
    dayOf('p1', 'g1', first, 600),
    dayOf('p4', 'g1', first, 500),
  ];
  const { text, asked, report, pieces } = await fileOf({ p1: '010', p2: '009', p3: '001', p4: '010' }, days);
  const tail = '18:00,01:00,17:00,通常,,,,';
  assert.equal(
    text,
    `${HEADER}009,2026/02/01,09:00,${tail}\r\n010,2026/02/01,08:20,${tail}\r\n010,2026/02/01,10:00,${tail}\r\n` +
      `001,2026/02/01,08:00,${tail}\r\n010,2026/02/02,09:00,${tail}\r\n`,
  );
  assert.deepEqual([asked.length, pieces.length, report], [28, 3, { rows: 5, replaced: 0 }]);
});

test('an employee number is mapped, guarded and quoted, and 〓 are counted; someone deleted is in no file', async () => {
  const date = '2026-02-03' as WorkDate;
  const numbers = { p1: '−1+𠮷', p2: 'a,"b', p3: '=A1' };
  const days = ['p1', 'p2', 'p3', 'gone'].map((personId) => dayOf(personId, 'g1', date, 540));
  const { text, report } = await fileOf(numbers, days);
  const cells = text
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.slice(0, line.indexOf(',2026')));
  assert.deepEqual(cells, ["'=A1", '"a,""b"', "'－1+〓"]);
  assert.deepEqual(report, { rows: 3, replaced: 1 });
});

test('a month without rows is its header alone', async () => {
  assert.equal((await fileOf({}, [])).text, HEADER);
});
