import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { computeDay } from '#domain/worktime/compute-day.ts';
import { declaredOf, rulesOf, testPerson, tokyo, workDateOfText } from '../testing/facts.ts';
import { differingColumns, toComputedRow } from './computed-row.ts';

const person = testPerson();
const key = { ...person, workDate: workDateOfText('2026-01-15') };
const rowAsOf = (clock: number, version = 1) =>
  toComputedRow(
    key,
    computeDay({
      workDate: key.workDate,
      rules: rulesOf(person),
      declared: declaredOf(person, key.workDate, [['start', 540]]),
      activeMinutes: [],
      awakeMinutes: [],
      sensorLost: [],
      nowMinute: tokyo(key.workDate, clock),
    }),
    version,
    1_000 * version,
  );

describe('the row of a computed day', () => {
  test('an open day needs the tick, a day that has ended does not', () => {
    assert.equal(rowAsOf(600).needs_tick, 1);
    assert.equal(rowAsOf(1740).needs_tick, 0);
    assert.equal(rowAsOf(1740).day_state, 'autoEnded');
  });
  test('a later version with the same content is no difference', () => {
    assert.deepEqual(differingColumns(rowAsOf(600, 1), rowAsOf(600, 5)), []);
  });
  test('a minute later an open day is another day', () => {
    assert.deepEqual(differingColumns(rowAsOf(600), rowAsOf(601)), [
      'as_of',
      'worked_minutes',
      'worked_by_hour',
      'day',
    ]);
  });
  test('after its end a day does not depend on now', () => {
    assert.deepEqual(differingColumns(rowAsOf(1740), rowAsOf(9_000)), []);
  });
});
