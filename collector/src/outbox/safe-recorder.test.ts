import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { zeroCounts } from '../minute/pending-counts.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { createSafeRecorder } from './safe-recorder.ts';

const minute = (n: number): RecordedItem => ({ kind: 'inputMinute', minute: n, counts: zeroCounts() });
const slice = (n: number): RecordedItem => ({
  kind: 'windowSlice',
  minute: n,
  activatedAt: n,
  process: 'p',
  title: 't',
  seconds: 1,
});

function onDisk(): { isFull: boolean; written: RecordedItem[]; record(items: readonly RecordedItem[]): void } {
  return {
    isFull: false,
    written: [],
    record(items) {
      if (this.isFull) throw new Error('database or disk is full');
      this.written.push(...items);
    },
  };
}

test('facts wait in memory while the disk is full and are written in order when it is not', () => {
  const disk = onDisk();
  const recorder = createSafeRecorder(disk, pino({ level: 'silent' }));
  disk.isFull = true;
  recorder.record([minute(1)]);
  recorder.record([minute(2)]);
  assert.deepEqual(recorder.state(), { isFailing: true, waiting: 2, lost: 0 });
  disk.isFull = false;
  recorder.record([minute(3)]);
  assert.deepEqual(disk.written, [minute(1), minute(2), minute(3)]);
  assert.equal(recorder.state().isFailing, false);
});

test('a disk that stays full costs window slices before input minutes, and each loss is counted', () => {
  const disk = onDisk();
  disk.isFull = true;
  const recorder = createSafeRecorder(disk, pino({ level: 'silent' }));
  for (let n = 0; n < 3_000; n += 1) recorder.record([minute(n), slice(n)]);
  disk.isFull = false;
  recorder.record([minute(3_000)]);
  assert.equal(disk.written.filter(({ kind }) => kind === 'inputMinute').length, 3_001);
  assert.equal(recorder.state().lost + disk.written.length, 6_001);
});
