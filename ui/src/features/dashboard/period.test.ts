import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import { allowedMonths, countMonths, datesBefore, datesOfMonths, datesOfUse } from './period.ts';
import { changeOf } from './summary-rows.ts';

const today = (text: string): WorkDate => text as WorkDate;

test('a period is its whole months', () => {
  assert.deepEqual(datesOfMonths({ from: '202602', to: '202602' }), { from: '2026-02-01', to: '2026-02-28' });
  assert.deepEqual(datesOfMonths({ from: '202512', to: '202602' }), { from: '2025-12-01', to: '2026-02-28' });
  assert.equal(countMonths({ from: '202512', to: '202602' }), 3);
});

test('13 months are the most; the end that was chosen last stays', () => {
  assert.deepEqual(allowedMonths({ from: '202501', to: '202611' }), { from: '202511', to: '202611' });
  assert.deepEqual(allowedMonths({ from: '202511', to: '202611' }), { from: '202511', to: '202611' });
  assert.deepEqual(allowedMonths({ from: '202612', to: '202611' }), { from: '202611', to: '202611' });
});

test('a period that is over is compared with as many months before it', () => {
  const before = datesBefore({ from: '202609', to: '202610' }, today('2026-11-20'));
  assert.deepEqual(before, { from: '2026-07-01', to: '2026-08-31' });
});

test('a period that still runs is compared with the same days, in a shorter month with all of it', () => {
  const running = { from: '202611', to: '202611' };
  assert.deepEqual(datesBefore(running, today('2026-11-20')), { from: '2026-10-01', to: '2026-10-20' });
  const march = { from: '202603', to: '202603' };
  assert.deepEqual(datesBefore(march, today('2026-03-30')), { from: '2026-02-01', to: '2026-02-28' });
});

test('application use is of the last month of the period', () => {
  assert.deepEqual(datesOfUse({ from: '202601', to: '202602' }), { from: '2026-02-01', to: '2026-02-28' });
});

test('a change needs somebody on both sides', () => {
  const mean = (workedMinutes: number) => ({ meanMinutes: { workedMinutes } }) as Parameters<typeof changeOf>[0];
  assert.equal(changeOf(mean(90), mean(100), 'workedMinutes'), -10);
  assert.equal(changeOf(mean(90), { meanMinutes: null }, 'workedMinutes'), undefined);
  assert.equal(changeOf({ meanMinutes: null }, mean(1), 'workedMinutes'), undefined);
  assert.equal(changeOf(mean(90), undefined, 'workedMinutes'), undefined);
});
