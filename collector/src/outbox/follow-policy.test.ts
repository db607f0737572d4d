import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { zeroCounts } from '../minute/pending-counts.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import { Outbox } from './outbox.ts';
import { quarantinePath } from './quarantine-file.ts';

const NOW = 1_800_000_000_000;
const MINUTE = NOW / 60_000;
const ALL = { maxItems: 2_000, maxBytes: 1e9, skewMs: 0 };
const EVERYTHING: PrivacyPolicy = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
const inputMinute = (minute: number): RecordedItem => ({ kind: 'inputMinute', minute, counts: zeroCounts() });
const slice = (minute: number): RecordedItem => ({
  kind: 'windowSlice',
  minute,
  activatedAt: minute * 60_000,
  process: 'browser',
  title: '人事評価（山田）',
  url: 'https://hr.example.jp/people/7?tab=評価',
  seconds: 30,
});
const lock: RecordedItem = { kind: 'sessionChange', at: NOW, change: 'lock' };

function open(t: TestContext, dir: string): Outbox {
  const outbox = new Outbox({ path: join(dir, 'o.sqlite'), retainCommittedDays: 14, maxBytes: 1e9, wallAt: NOW });
  t.after(() => outbox.close());
  return outbox;
}
/** Every fact as it stands on the disk. */
function bodies(dir: string): string {
  const db = new DatabaseSync(join(dir, 'o.sqlite'), { readOnly: true });
  const rows = db.prepare('SELECT body FROM items').all();
  db.close();
  return rows.map((row) => String(row['body'])).join('\n');
}

test('once titles are off no title and no path enters the outbox, also after a restart without a network', (t) => {
  const dir = temporaryFolder(t);
  const policy: PrivacyPolicy = { ...EVERYTHING, windowTitles: false, urls: 'host' };
  open(t, dir).followPolicy(policy);
  const restarted = open(t, dir);
  restarted.record([slice(MINUTE)]);
  const text = bodies(dir);
  assert.ok(text.includes('"process":"browser","title":"","seconds":30,"url":"https://hr.example.jp/"'), text);
  assert.ok(!/人事|people/.test(text), text);
});

test('what was recorded before is cleaned in every state, and is sent in its clean form', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record(Array.from({ length: 1_500 }, (_, n) => slice(MINUTE + n)));
  const batch = outbox.takeBatch({ ...ALL, maxItems: 3 });
  const results = batch.map(({ seq }, index) => ({ index, seq, status: 'accepted' as const }));
  outbox.applyResults(batch, results, NOW);
  outbox.applyCommitted({ storeId: 's', ranges: [[1, 2]] }, NOW);
  outbox.followPolicy({ ...EVERYTHING, windowTitles: false, urls: 'off' });
  assert.ok(!/人事|hr\.example/.test(bodies(dir)));
  const { pending, accepted, committed } = outbox.counts();
  assert.deepEqual({ pending, accepted, committed }, { pending: 1_497, accepted: 1, committed: 2 });
  assert.equal(outbox.takeBatch(ALL).length, 1_497);
});

test('with counts off minutes are forgotten and no new one is kept; windows and locks are', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record([inputMinute(MINUTE), slice(MINUTE), lock]);
  outbox.followPolicy({ ...EVERYTHING, pcCounts: false });
  outbox.record([inputMinute(MINUTE + 1), slice(MINUTE + 1)]);
  assert.deepEqual(
    outbox.takeBatch(ALL).map(({ kind }) => kind),
    ['windowSlice', 'sessionChange', 'windowSlice'],
  );
});

test('a window of which nothing may be stored leaves no row', (t) => {
  const outbox = open(t, temporaryFolder(t));
  outbox.record([slice(MINUTE)]);
  outbox.followPolicy({ ...EVERYTHING, applicationNames: false, windowTitles: false, urls: 'off' });
  outbox.record([slice(MINUTE + 1)]);
  assert.deepEqual(outbox.takeBatch(ALL), []);
});

test('a damaged row, which may hold anything, goes instead of being set aside with its text', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record([slice(MINUTE)]);
  const db = new DatabaseSync(join(dir, 'o.sqlite'));
  db.exec('UPDATE items SET checksum = checksum + 1');
  db.close();
  outbox.followPolicy({ ...EVERYTHING, windowTitles: false });
  assert.deepEqual(outbox.takeBatch(ALL), []);
  assert.equal(existsSync(quarantinePath(dir)), false);
});

test('an item that the server does not store is forgotten, and its text is in no quarantine file', (t) => {
  const dir = temporaryFolder(t);
  const outbox = open(t, dir);
  outbox.record([slice(MINUTE), inputMinute(MINUTE)]);
  const batch = outbox.takeBatch(ALL);
  const settled = outbox.applyResults(
    batch,
    batch.map(({ seq }, index) => ({ index, seq, status: 'rejected', reason: 'not_stored_here' })),
    NOW,
  );
  assert.equal(settled, 2);
  assert.equal(bodies(dir), '');
  assert.equal(existsSync(quarantinePath(dir)), false);
});
