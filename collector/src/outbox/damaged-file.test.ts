import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zeroCounts } from '../minute/pending-counts.ts';
import type { RecordedItem } from '../minute/recorded-item.ts';
import { seededRandom } from '../simulated/seeded-random.ts';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import { Outbox } from './outbox.ts';

const MINUTE = 30_000_000;
const SEED = 22;
const COPIES = 60;

type Damage = (bytes: Buffer, random: () => number) => Buffer;
const somewhere = (bytes: Buffer, random: () => number): number => Math.floor(random() * bytes.length);
const DAMAGES: Damage[] = [
  function flipBits(bytes, random) {
    for (let n = 0; n < 20; n += 1) {
      const at = somewhere(bytes, random);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
    }
    return bytes;
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, somewhere(bytes, random));
  },
  function zeroTail(bytes, random) {
    return bytes.fill(0, somewhere(bytes, random));
  },
  function swapPages(bytes, random) {
    const a = Math.floor(somewhere(bytes, random) / 4096) * 4096;
    const b = Math.floor(somewhere(bytes, random) / 4096) * 4096;
    const page = Buffer.from(bytes.subarray(a, a + 4096));
    bytes.copy(bytes, a, b, b + 4096);
    page.copy(bytes, b);
    return bytes;
  },
];

test(`an outbox damaged in any way opens within 2 s, sends no changed fact and goes on recording (seed ${SEED})`, (t) => {
  const dir = temporaryFolder(t);
  const path = join(dir, 'sound.sqlite');
  const sound = new Outbox({ path, retainCommittedDays: 1, maxBytes: 1e9, wallAt: 0 });
  const facts: RecordedItem[] = Array.from({ length: 400 }, (_, n) => ({
    kind: 'inputMinute',
    minute: MINUTE + n,
    counts: { ...zeroCounts(), letters: n },
  }));
  sound.record(facts);
  sound.close();
  const bytes = readFileSync(path);
  const random = seededRandom(SEED);
  const known = new Set(facts.map((fact) => JSON.stringify(fact)));
  let setAside = 0;

  for (let n = 0; n < COPIES; n += 1) {
    const damage = DAMAGES[n % DAMAGES.length];
    const copy = join(dir, `copy-${n}.sqlite`);
    writeFileSync(copy, damage?.(Buffer.from(bytes), random) ?? bytes);
    const startedMs = performance.now();
    const outbox = new Outbox({ path: copy, retainCommittedDays: 1, maxBytes: 1e9, wallAt: 0 });
    assert.ok(performance.now() - startedMs < 2_000, `${damage?.name} took too long`);
    for (const { seq: _seq, offsetMinutes: _offset, part: _part, ...fact } of outbox.takeBatch({
      maxItems: 1_000,
      maxBytes: 1e9,
      skewMs: 0,
    })) {
      assert.ok(known.has(JSON.stringify(fact)), `${damage?.name} changed a fact unnoticed`);
    }
    const before = outbox.counts().pending;
    outbox.record([{ kind: 'inputMinute', minute: MINUTE + 1_000, counts: zeroCounts() }]);
    assert.equal(outbox.counts().pending, before + 1);
    if (outbox.opening.setAsidePath !== undefined) setAside += 1;
    outbox.close();
  }
  assert.ok(setAside > COPIES / 4, `only ${setAside} of ${COPIES} were found damaged`);
});
