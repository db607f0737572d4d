import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testPerson, workDateOfText } from '../testing/facts.ts';
import { GatheredRecompute } from './gathered-recompute.ts';
import type { RecomputeRequest } from './gathered-recompute.ts';
import { MAX_DAYS_AT_ONCE } from './recompute-days.ts';

const WORK_DATE = workDateOfText('2026-01-15');
const request = (days = 1, mayWrite = true): RecomputeRequest => ({
  days: Array.from({ length: days }, () => ({ ...testPerson(), workDate: WORK_DATE })),
  mayWrite: () => mayWrite,
});

/** Remembers the sizes of the computations; one that holds `bad` fails. */
function world(bad?: RecomputeRequest) {
  const sizes: number[] = [];
  const gathered = new GatheredRecompute(({ days, mayWrite }) => {
    sizes.push(days.length);
    if (bad?.days.some((day) => days.includes(day)) === true) return Promise.reject(new Error('cannot be computed'));
    return Promise.resolve(mayWrite() ? { kind: 'done', written: days.length, unchanged: 0 } : { kind: 'lease_lost' });
  });
  return { sizes, gathered };
}

describe('partitions that ask at once', () => {
  test('are one computation, counted once', async () => {
    const { sizes, gathered } = world();
    const results = await Promise.all([request(3), request(4), request(5)].map((each) => gathered.run(each)));
    assert.deepEqual(sizes, [12]);
    assert.equal(
      results.reduce((sum, each) => sum + (each.kind === 'done' ? each.written : 0), 0),
      12,
    );
    await gathered.run(request(2));
    assert.deepEqual(sizes, [12, 2]);
  });

  test('go alone where they are large', async () => {
    const { sizes, gathered } = world();
    await Promise.all([request(MAX_DAYS_AT_ONCE - 1), request(2)].map((each) => gathered.run(each)));
    assert.deepEqual(sizes, [MAX_DAYS_AT_ONCE - 1, 2]);
  });

  test('do not share the fate of one that cannot be computed', async () => {
    const bad = request();
    const { gathered } = world(bad);
    const results = await Promise.allSettled([request(), bad, request()].map((each) => gathered.run(each)));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });

  test('write nothing when the lease of one of them is lost', async () => {
    const { gathered } = world();
    const results = await Promise.all([request(), request(1, false)].map((each) => gathered.run(each)));
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['lease_lost', 'lease_lost'],
    );
  });
});
