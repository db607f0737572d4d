import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './differences.ts';

test('a changed, a lost and a doubled figure is a difference; a new one and a version of the rules are none', () => {
  const older = { day: { overtimeMinutes: 5, rulesVersion: 3 }, minutes: [{ minute: 1 }] };
  assert.deepEqual(
    differences(older, { day: { overtimeMinutes: 5, rulesVersion: 4, nightMinutes: 0 }, minutes: [{ minute: 1 }] }),
    [],
  );
  assert.deepEqual(differences(older, { day: { overtimeMinutes: 6 }, minutes: [{ minute: 1 }, { minute: 1 }] }), [
    '.day.overtimeMinutes: 5, then 6',
    '.minutes: 1 entries, then 2',
  ]);
  assert.deepEqual(differences(older, { day: null, minutes: [{}] }), [
    '.day: {"overtimeMinutes":5,"rulesVersion":3}, then null',
    '.minutes[0].minute: 1, then undefined',
  ]);
});
