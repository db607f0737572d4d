import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LegalCap, LegalStanding } from '#domain/contract/legal.ts';
import type { MonthDay } from '#domain/contract/months.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { ja } from '../../messages/ja.ts';
import { informationOf, type Known } from './information.ts';

const NOTHING: Known = {
  today: undefined,
  counts: undefined,
  notices: undefined,
  month: undefined,
  standing: undefined,
};
const REQUEST = '00000000-0000-4000-8000-000000000001';
const date = (text: string): WorkDate => text as WorkDate;
const idsOf = (known: Partial<Known>): string[] => informationOf({ ...NOTHING, ...known }, ja).map((item) => item.id);
const todayWith = (warnings: Today['warnings']): Today => ({ warnings }) as Today;
const COUNTS = { isApprover: true, waitingDays: 0, differenceDays: 0, ownReturned: 0, ownWaiting: 0 };
const dayWith = (workDate: string, unanswered: number): MonthDay =>
  ({ workDate, day: null, requests: [], unrequestedBlocks: { total: unanswered, unanswered } }) as unknown as MonthDay;
const standing = (caps: Partial<LegalCap>[]): LegalStanding =>
  ({ caps: caps.map((cap) => ({ used: 0, left: 60, ...cap })), rest: { violations: [] } }) as unknown as LegalStanding;

test('what is not read yet says nothing, and nothing to see to is an empty list', () => {
  assert.deepEqual(informationOf(NOTHING, ja), []);
  assert.deepEqual(idsOf({ counts: COUNTS, notices: { autoEndedDays: [], lostTime: null } }), []);
});

test('a returned request is named once: by its warning, not by the count beside it', () => {
  const today = todayWith([{ kind: 'startReturned', workDate: date('2026-11-17'), requestId: REQUEST, taskId: null }]);
  assert.deepEqual(idsOf({ today, counts: { ...COUNTS, ownReturned: 1 } }), [`warning-startReturned-${REQUEST}`]);
  assert.equal(idsOf({ today, counts: { ...COUNTS, ownReturned: 2 } }).includes('own-returned'), true);
});

test('an auto-ended day is named once and opens its correction', () => {
  const today = todayWith([
    { kind: 'autoEndedNotCorrected', workDate: date('2026-11-19'), requestId: null, taskId: null },
  ]);
  const notices = { autoEndedDays: [{ workDate: date('2026-11-19'), startClock: 540 }], lostTime: null };
  const [item, ...others] = informationOf({ ...NOTHING, today, notices }, ja);
  assert.deepEqual([item?.href, others], ['/corrections/2026-11-19', []]);
});

test('of many days three are named and the rest is a number', () => {
  const days = ['02', '03', '04', '05', '06'].map((day) => dayWith(`2026-11-${day}`, 1));
  assert.deepEqual(idsOf({ month: { days, lastReceivedAt: 1 } }), [
    'unanswered-2026-11-06',
    'unanswered-2026-11-05',
    'unanswered-2026-11-04',
    'unanswered-more',
  ]);
});

test('a passed limit stands first, then what makes the own record count wrongly', () => {
  const items = idsOf({
    counts: { ...COUNTS, waitingDays: 3 },
    notices: { autoEndedDays: [{ workDate: date('2026-11-19'), startClock: 540 }], lostTime: null },
    standing: standing([
      { cap: 'month', state: 'over', forecastState: 'over' },
      { cap: 'year', state: 'near', forecastState: 'near' },
      { cap: 'singleMonth', state: 'ok', forecastState: 'over' },
      { cap: 'average', state: 'ok', forecastState: 'ok' },
    ]),
  });
  assert.deepEqual(items, ['cap-month', 'auto-ended-2026-11-19', 'waiting', 'cap-year', 'cap-singleMonth']);
});

test('a PC that never sent anything is said only when that is known', () => {
  assert.deepEqual(idsOf({ month: { days: [], lastReceivedAt: null } }), ['never-received']);
  assert.deepEqual(idsOf({ month: { days: [], lastReceivedAt: 1 } }), []);
});
