import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemStatus } from '#domain/contract/system-status.ts';
import { jaSystemStatus } from '../../messages/ja-system-status.ts';
import { BACKUP_OLD_AFTER_MS, findingsOf, formatBytes, LATE_AFTER_MS } from './findings.ts';

const NOW = Date.parse('2026-11-30T10:00:00+09:00');
const nothing = { count: 0, oldestAt: null };
const CALM: SystemStatus = {
  at: NOW,
  version: '0.1.0',
  parts: [
    { part: 'records', isUp: true },
    { part: 'analytics', isUp: true },
    { part: 'broker', isUp: true },
  ],
  waiting: { activity: nothing, facts: nothing, days: nothing },
  deadLetters: [],
  disks: [{ folder: 'postgres', freeBytes: 50, totalBytes: 100, isLow: false }],
  mails: { waiting: 3, failing: 0, oldestAt: NOW - 1000 },
  outbox: { waiting: 1, oldestAt: NOW - 1000 },
  lastBackup: { at: NOW - BACKUP_OLD_AFTER_MS, bytes: 1 },
  lastReconcile: { at: NOW, differences: 0 },
  lastRestore: null,
  areRunsKnown: true,
};
const idsOf = (more: Partial<SystemStatus>): string[] =>
  findingsOf({ ...CALM, ...more }, 'Asia/Tokyo', jaSystemStatus).map((each) => each.id);

test('what is ordinary is no finding', () => {
  assert.deepEqual(idsOf({}), []);
  const late = { count: 9, oldestAt: NOW - LATE_AFTER_MS };
  assert.deepEqual(idsOf({ waiting: { activity: late, facts: nothing, days: nothing } }), []);
});

test('each thing that is wrong is found', () => {
  const late = { count: 9, oldestAt: NOW - LATE_AFTER_MS - 1 };
  assert.deepEqual(idsOf({ waiting: { activity: late, facts: late, days: late } }), [
    'late-activity',
    'late-facts',
    'late-days',
  ]);
  assert.deepEqual(idsOf({ parts: [{ part: 'broker', isUp: false }], waiting: null, deadLetters: null }), [
    'part-broker',
  ]);
  assert.deepEqual(idsOf({ disks: [{ folder: 'nats', freeBytes: 1, totalBytes: 100, isLow: true }] }), ['disk-nats']);
  assert.deepEqual(idsOf({ outbox: { waiting: 1, oldestAt: NOW - LATE_AFTER_MS - 1 } }), ['outbox']);
  assert.deepEqual(idsOf({ lastReconcile: { at: NOW, differences: 2 } }), ['reconcile']);
  assert.deepEqual(idsOf({ deadLetters: [{ reason: 'unparsable', count: 1 }] }), ['dead-letters']);
  assert.deepEqual(idsOf({ mails: { waiting: 2, failing: 1, oldestAt: NOW - 3_700_000 } }), ['mails']);
  assert.deepEqual(idsOf({ lastBackup: { at: NOW - BACKUP_OLD_AFTER_MS - 60_000, bytes: 1 } }), ['backup-old']);
});

test('no backup yet is not the same as not knowing', () => {
  assert.deepEqual(idsOf({ lastBackup: null }), ['backup-never']);
  assert.deepEqual(idsOf({ lastBackup: null, lastReconcile: null, areRunsKnown: false }), []);
});

test('the time that a restore lost is named, for a month', () => {
  const restore = { at: NOW - 60_000, recordsAt: NOW - 9 * 3_600_000 };
  const [found] = findingsOf({ ...CALM, lastRestore: restore }, 'Asia/Tokyo', jaSystemStatus);
  assert.match(found?.text ?? '', /2026\/11\/30 1:00.*2026\/11\/30 9:59/);
  assert.deepEqual(idsOf({ lastRestore: { ...restore, at: NOW - 32 * 86_400_000 } }), []);
});

test('bytes are written as the tools of a server do', () => {
  assert.deepEqual([0, 1023, 1024, 150 * 1024 ** 2, 12.34 * 1024 ** 3].map(formatBytes), [
    '0 B',
    '1023 B',
    '1.0 KiB',
    '150 MiB',
    '12.3 GiB',
  ]);
});
