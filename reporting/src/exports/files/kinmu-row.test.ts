import assert from 'node:assert/strict';
import test from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import { kinmuCells } from './kinmu-row.ts';
import type { KinmuDay } from './kinmu-row.ts';

const DAY: KinmuDay = {
  workDate: '2026-03-02' as WorkDate,
  hasDeclaration: true,
  isConfirmed: true,
  workStyle: 'regular',
  startClock: 540,
  clockOutClock: 1620,
  breakMinutes: 60,
  firstActiveClock: 545,
  lastActiveClock: 1615,
  pcSpanMinutes: 1070,
  pcActiveMinutes: 9,
};
const cells = (day: Partial<KinmuDay>) => kinmuCells({ ...DAY, ...day })?.join('|');
const NO_PC = { firstActiveClock: null, lastActiveClock: null, pcSpanMinutes: 0, pcActiveMinutes: 0 };

test('each kind of day has the cells of the guide', () => {
  assert.equal(cells({}), '2026/03/02|09:00|27:00|01:00|26:00|通常|09:05|26:55|17:50|00:09', 'declared, 48-hour clock');
  assert.equal(
    cells({ ...NO_PC, workStyle: 'offsite' }),
    '2026/03/02|09:00|27:00|01:00|26:00|外出||||',
    'without PC activity',
  );
  assert.equal(cells({ isConfirmed: false }), '2026/03/02||||||09:05|26:55|17:50|00:09', 'auto-ended, not corrected');
  assert.equal(cells({ hasDeclaration: false }), '2026/03/02||||||09:05|26:55|17:50|00:09', 'PC activity only');
  assert.equal(cells({ clockOutClock: null }), '2026/03/02|09:00||01:00||通常|09:05|26:55|17:50|00:09', 'open');
  assert.equal(
    cells({ ...NO_PC, clockOutClock: 540, breakMinutes: 0 }),
    '2026/03/02|09:00|09:00|00:00|09:00|通常||||',
    'computed zero',
  );
  assert.equal(cells({ workStyle: 'remote' })?.includes('在宅'), true);
});

test('a day with neither a counted declaration nor PC activity is no row', () => {
  assert.equal(cells({ ...NO_PC, isConfirmed: false }), undefined);
  assert.equal(cells({ ...NO_PC, hasDeclaration: false }), undefined);
});
