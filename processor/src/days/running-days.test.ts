import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dayPartitionOf } from '#domain/contract/messages.ts';
import { declaredOf, rulesOf, testPerson, tokyo, workDateOfText } from '../testing/facts.ts';
import { computeRow } from './recompute-days.ts';
import { createRunningDays } from './running-days.ts';
import { digestOf } from './stored-days.ts';

const DATE = workDateOfText('2026-01-15');
const NOON = tokyo(DATE, 720);
const NOTHING = { active: [], awake: [] };

function world() {
  let nowMs = 0;
  const running = createRunningDays(() => nowMs);
  const person = testPerson();
  const partition = dayPartitionOf(person.personId);
  const key = { tenantId: person.tenantId, personId: person.personId, workDate: DATE };
  const minutes = [{ start: NOON - 60, end: NOON - 30 }];
  const facts = { rules: rulesOf(person), declared: declaredOf(person, DATE, [['start', 600]]), sensorLost: [] };
  const inputs = { key, ...facts, active: minutes, awake: minutes, hasFacts: true };
  const rowAt = (minute: number, version = 1) => computeRow(inputs, minute, version, 1_000);
  const keep = (row = rowAt(NOON)): void => running.keep(inputs, row, digestOf(row));
  running.follow(partition, { streamSeq: 1, consumerSeq: 1 });
  keep();
  return { running, partition, key, rowAt, keep, pass: (ms: number) => (nowMs += ms) };
}

describe('days that run now', () => {
  test('are remembered with what came in, as long as this instance gets every message of their partition', () => {
    const { running, partition, key, rowAt } = world();
    running.follow(partition, { streamSeq: 5, consumerSeq: 2 });
    const taken = running.take({ ...key, minutes: { active: [[NOON, NOON + 1]], awake: [[NOON - 5, NOON + 1]] } });
    assert.deepEqual(taken?.inputs.active, [
      { start: NOON - 60, end: NOON - 30 },
      { start: NOON, end: NOON + 1 },
    ]);
    assert.deepEqual(taken.inputs.awake.at(-1), { start: NOON - 5, end: NOON + 1 });
    assert.equal(taken.stored.version, 1);
    assert.equal(taken.stored.isSame(rowAt(NOON, 2)), true);
    assert.equal(taken.stored.isSame(rowAt(NOON + 1, 2)), false);
    assert.equal(running.take({ ...key, minutes: NOTHING })?.inputs.active.length, 2);
  });

  test('are read anew when another instance had a message, or a message came again', () => {
    for (const next of [
      { streamSeq: 6, consumerSeq: 3 },
      { streamSeq: 1, consumerSeq: 2 },
    ]) {
      const { running, partition, key } = world();
      running.follow(partition, next);
      assert.equal(running.take({ ...key, minutes: NOTHING }), undefined);
    }
  });

  test('are read anew when more came in than minutes, and ever after some time', () => {
    const told = world();
    assert.equal(told.running.take({ ...told.key, minutes: undefined }), undefined);
    assert.equal(told.running.take({ ...told.key, minutes: NOTHING }), undefined);
    const forgotten = world();
    forgotten.running.forget([forgotten.key]);
    assert.equal(forgotten.running.take({ ...forgotten.key, minutes: NOTHING }), undefined);
    const old = world();
    old.pass(16 * 60_000);
    assert.equal(old.running.take({ ...old.key, minutes: NOTHING }), undefined);
    const failed = world();
    failed.running.clear(failed.partition);
    assert.equal(failed.running.take({ ...failed.key, minutes: NOTHING }), undefined);
  });

  test('are forgotten when they are over', () => {
    const { running, key, rowAt, keep } = world();
    keep(rowAt(NOON + 3 * 1440));
    assert.equal(running.take({ ...key, minutes: NOTHING }), undefined);
  });
});
