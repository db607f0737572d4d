import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { batchRequestSchema, wireItemSchema } from '#domain/contract/wire.ts';
import type { ItemResult } from '#domain/contract/wire.ts';
import { zeroCounts } from '../minute/pending-counts.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import { Outbox } from './outbox.ts';
import type { OutboxOptions } from './outbox.ts';
import type { OutgoingItem } from './select-batch.ts';

const NOW = 1_800_000_000_000;
const MINUTE = NOW / 60_000;
const ALL = { maxItems: 500, maxBytes: 1e9, skewMs: 0 };
const inputMinute = (minute: number): RecordedItem => ({ kind: 'inputMinute', minute, counts: zeroCounts() });
const slice = (minute: number, seconds: number, title = '議事録'): RecordedItem => ({
  kind: 'windowSlice',
  minute,
  activatedAt: minute * 60_000 + seconds,
  process: 'editor',
  title,
  seconds,
});

function open(t: TestContext, dir: string, more: Partial<OutboxOptions> = {}): Outbox {
  const outbox = new Outbox({
    path: join(dir, 'o.sqlite'),
    retainCommittedDays: 14,
    maxBytes: 1e9,
    wallAt: NOW,
    ...more,
  });
  t.after(() => closeQuietly(outbox));
  return outbox;
}
function closeQuietly(outbox: Outbox): void {
  try {
    outbox.close();
  } catch {
    // The test closed it.
  }
}
const answers = (batch: readonly OutgoingItem[], status: ItemResult['status']): ItemResult[] =>
  batch.map(({ seq }, index) => ({
    index,
    seq,
    status,
    ...(status === 'rejected' ? { reason: 'too_old' as const } : {}),
  }));

test('what was recorded is there after the process was opened anew, with the same spool and rising seqs', (t) => {
  const dir = temporaryFolder(t);
  const first = open(t, dir);
  first.record([inputMinute(MINUTE), slice(MINUTE, 20)]);
  first.close();
  const second = open(t, dir);
  second.record([inputMinute(MINUTE + 1)]);
  assert.equal(second.spoolId, first.spoolId);
  assert.deepEqual(
    second.takeBatch(ALL).map(({ seq, kind }) => [seq, kind]),
    [
      [1, 'inputMinute'],
      [2, 'windowSlice'],
      [3, 'inputMinute'],
    ],
  );
});

test('each item that leaves the outbox passes the wire contract, whatever text a program has for a title', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([slice(MINUTE, 1, `\ud800\0${'長'.repeat(1023)}😀`), inputMinute(MINUTE)]);
  const batch = outbox.takeBatch(ALL);
  batch.forEach((item) => wireItemSchema.parse(item));
  batchRequestSchema.shape.spoolId.parse(outbox.spoolId);
  assert.equal(batch.length, 2);
});

test('the same minute recorded again becomes another part, also when only the correction makes it the same', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE)]);
  outbox.takeBatch(ALL);
  outbox.record([inputMinute(MINUTE + 120)]);
  const items = outbox.takeBatch({ ...ALL, skewMs: -7_200_000 });
  assert.deepEqual(
    items.map(({ part, offsetMinutes }) => [part, offsetMinutes]),
    [
      [0, 0],
      [1, 0],
      [2, -120],
    ],
  );
});

test('offset and part are fixed at the first sending and the same in every repeat', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record([inputMinute(MINUTE), slice(MINUTE, 10)]);
  const first = outbox.takeBatch({ ...ALL, skewMs: 300_000 });
  assert.deepEqual(
    first.map(({ offsetMinutes }) => offsetMinutes),
    [5, 5],
  );
  outbox.close();
  assert.deepEqual(open(t, dir).takeBatch({ ...ALL, skewMs: -900_000 }), first);
});

test('facts that were dated by a clock which was set since get the offset of their own time', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE + 1440)]);
  outbox.shiftUnsent(-86_400_000);
  outbox.record([inputMinute(MINUTE + 1)]);
  assert.deepEqual(
    outbox.takeBatch(ALL).map(({ offsetMinutes, part }) => [offsetMinutes, part]),
    [
      [-1440, 0],
      [0, 0],
    ],
  );
});

test('slices of a minute that a set-back clock shows twice never exceed 60 seconds', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([slice(MINUTE, 45)]);
  outbox.record([slice(MINUTE, 30), slice(MINUTE, 5)]);
  assert.deepEqual(
    outbox.takeBatch(ALL).map((item) => item.kind === 'windowSlice' && item.seconds),
    [45, 15],
  );
});

test('only an answer about the very item moves it, and only the store makes it committed', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE + 1), inputMinute(MINUTE + 2)]);
  const batch = outbox.takeBatch(ALL);
  assert.equal(
    outbox.applyResults(
      batch,
      [
        { index: 0, seq: 3, status: 'accepted' },
        { index: 7, seq: null, status: 'accepted' },
      ],
      NOW,
    ),
    0,
  );
  assert.equal(outbox.applyResults(batch, answers(batch, 'accepted').slice(0, 2), NOW), 2);
  assert.deepEqual(outbox.counts(), { pending: 1, accepted: 2, committed: 0, quarantined: 0 });
  outbox.applyCommitted({ storeId: 'a', ranges: [[2, 9]] }, NOW);
  assert.deepEqual(outbox.counts(), { pending: 1, accepted: 1, committed: 1, quarantined: 0 });
});

test('what a server whose clock was set back refuses as of the future is placed anew once, and set aside when refused again', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE)]);
  const [dayAhead, right] = [86_400_000, 0];
  const refuse = (skewMs: number): number => {
    const batch = outbox.takeBatch({ ...ALL, skewMs });
    const results = answers(batch, 'rejected').map((each) => ({ ...each, reason: 'in_the_future' as const }));
    outbox.applyResults(batch, results, NOW, right);
    return batch[0]?.offsetMinutes ?? 0;
  };
  assert.equal(refuse(dayAhead), 1_440);
  assert.deepEqual([outbox.counts().pending, outbox.counts().quarantined], [1, 0]);
  assert.equal(refuse(right), 0);
  assert.deepEqual([outbox.counts().pending, outbox.counts().quarantined], [0, 1]);
});

test('an item rejected for good goes to the quarantine file with its reason, and the queue moves on', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE + 1)]);
  const batch = outbox.takeBatch(ALL);
  outbox.applyResults(batch, answers(batch, 'rejected').slice(0, 1), NOW);
  assert.deepEqual(
    outbox.takeBatch(ALL).map(({ seq }) => seq),
    [2],
  );
  const [line] = readFileSync(join(dir, 'quarantine.jsonl'), 'utf8').trim().split('\n');
  const entry = JSON.parse(line ?? '') as { reason: string; seq: number; item: { minute: number } };
  assert.deepEqual([entry.reason, entry.seq, entry.item.minute], ['too_old', 1, MINUTE]);
});

test('accepted and not committed for ten minutes is sent again; committed is kept for the retention and then removed', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE + 1)]);
  const batch = outbox.takeBatch(ALL);
  outbox.applyResults(batch, answers(batch, 'accepted'), NOW);
  outbox.applyCommitted({ storeId: 'a', ranges: [[1, 1]] }, NOW);
  assert.equal(outbox.reopenStale(NOW + 599_000), 0);
  assert.equal(outbox.reopenStale(NOW + 601_000), 1);
  assert.deepEqual(outbox.takeBatch(ALL), [batch[1]]);
  assert.equal(outbox.removeExpired(NOW + 13 * 86_400_000), 0);
  assert.equal(outbox.removeExpired(NOW + 15 * 86_400_000), 1);
});

test('another store makes everything still held pending again, and its first ranges are not believed for it', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE + 1)]);
  const batch = outbox.takeBatch(ALL);
  outbox.applyResults(batch, answers(batch, 'accepted'), NOW);
  outbox.applyCommitted({ storeId: 'a', ranges: [[1, 1]] }, NOW);
  assert.deepEqual(outbox.applyCommitted({ storeId: 'b', ranges: [[1, 2]] }, NOW), { storeChanged: true });
  assert.deepEqual(outbox.takeBatch(ALL), batch);
});

test('an answer that knows no store changes nothing, and the store after it is not another one', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE + 1)]);
  const batch = outbox.takeBatch(ALL);
  outbox.applyResults(batch, answers(batch, 'accepted'), NOW);
  for (const answer of [
    { storeId: '', ranges: [] },
    { storeId: 'a', ranges: [[1, 1] as [number, number]] },
    { storeId: '', ranges: [] },
  ]) {
    assert.deepEqual(outbox.applyCommitted(answer, NOW), { storeChanged: false });
  }
  assert.deepEqual(outbox.applyCommitted({ storeId: 'a', ranges: [[1, 2]] }, NOW), { storeChanged: false });
  assert.equal(outbox.counts().committed, 2);
});

test('a batch stays below its bytes, but a single large item still goes', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([1, 2, 3].map((n) => slice(MINUTE + n, 10, '長'.repeat(1000))));
  assert.equal(outbox.takeBatch({ ...ALL, maxBytes: 7_000 }).length, 2);
  assert.equal(outbox.takeBatch({ ...ALL, maxBytes: 10 }).length, 1);
});

test('a row whose text changed on disk is set aside and the others are sent', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record([inputMinute(MINUTE), inputMinute(MINUTE + 1)]);
  const db = new DatabaseSync(join(dir, 'o.sqlite'));
  db.exec(`UPDATE items SET body = replace(body, '"letters":0', '"letters":9') WHERE seq = 1`);
  db.close();
  assert.deepEqual(
    outbox.takeBatch(ALL).map(({ seq }) => seq),
    [2],
  );
  assert.equal(outbox.counts().quarantined, 1);
});

test('a file that is no database any more is set aside with a date and a new spool begins', (t) => {
  const dir = temporaryFolder(t);
  const first = open(t, dir);
  first.record([inputMinute(MINUTE)]);
  first.close();
  writeFileSync(join(dir, 'o.sqlite'), 'x'.repeat(9_000));
  const second = open(t, dir);
  assert.notEqual(second.spoolId, first.spoolId);
  assert.equal(second.opening.corruptFiles, 1);
  assert.ok(existsSync(second.opening.setAsidePath ?? ''));
  second.record([inputMinute(MINUTE + 1)]);
  assert.equal(second.takeBatch(ALL).length, 1);
});

test('of a damaged file what can still be read is carried over with its part and offset', (t) => {
  const dir = temporaryFolder(t);
  const first = open(t, dir);
  first.record(Array.from({ length: 500 }, (_, n) => slice(MINUTE + n, 10)));
  const sent = first.takeBatch({ ...ALL, skewMs: 600_000 });
  first.close();
  const bytes = readFileSync(join(dir, 'o.sqlite'));
  const pages = bytes.length / 4096;
  bytes.fill(0xff, Math.floor(pages / 2) * 4096, (Math.floor(pages / 2) + 1) * 4096);
  writeFileSync(join(dir, 'o.sqlite'), bytes);
  const second = open(t, dir);
  assert.ok(second.opening.setAsidePath !== undefined);
  assert.ok(second.opening.salvaged > 300 && second.opening.salvaged <= 500, `salvaged ${second.opening.salvaged}`);
  const facts = new Set(sent.map(({ seq: _seq, ...fact }) => JSON.stringify(fact)));
  for (const { seq: _seq, ...fact } of second.takeBatch(ALL)) assert.ok(facts.has(JSON.stringify(fact)));
});

test('above its cap the outbox gives up titles first and input minutes last, and notes the gap', (t) => {
  const dir = temporaryFolder(t);
  const maxBytes = 1024 * 1024;
  const outbox = open(t, dir, { maxBytes });
  const pairs = (from: number, to: number, title: string): RecordedItem[] =>
    Array.from({ length: to - from }, (_, n) => [
      inputMinute(MINUTE + from + n),
      slice(MINUTE + from + n, 30, title),
    ]).flat();
  outbox.record(pairs(0, 1_000, '長'.repeat(400)));
  const gaps = outbox.trim(NOW);
  assert.deepEqual([...new Set(gaps.map(({ what }) => what))], ['titles']);
  assert.equal(outbox.counts().pending, 2_000);
  outbox.record(pairs(1_000, 2_500, ''));
  assert.ok(outbox.trim(NOW).some(({ what }) => what === 'windowSlices'));
  outbox.close();
  const db = new DatabaseSync(join(dir, 'o.sqlite'));
  assert.equal(db.prepare(`SELECT count(*) AS n FROM items WHERE kind = 'inputMinute'`).get()?.['n'], 2_500);
  assert.ok(Number(db.prepare('SELECT count(*) AS n FROM gaps').get()?.['n']) >= 2);
  db.close();
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.includes('corrupt')),
    [],
  );
});
