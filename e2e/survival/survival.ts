import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { seededRandom } from '#collector/simulated/seeded-random.ts';
import { HEALED_WITHIN_MS } from '#faults/check/settle.ts';
import { firstMinuteOfAll } from '#faults/fleet/workload.ts';
import { openHistory } from '#faults/history/history.ts';
import { figuresOf } from '#faults/inject/kill.ts';
import { PART_NAMES } from '#faults/kit/parts.ts';
import { runShortSet, type ShortRun } from '#faults/short/short-set.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import type { Shared } from '../kit/company.ts';
import { e2eEnv } from '../kit/config.ts';

/** Nobody's tests of before or after use the days of these people that the faults fill. */
const PCS = ['U022', 'U024', 'U033'] as const;
const PRESSERS = ['U034', 'U018'] as const;

/** The short set of faults/README.md, on the company that all screens were tried on. */
export function survival(shared: Shared): void {
  describe('a product whose parts are killed with -9, stand still and are sent everything again, under load', () => {
    const { seed, survivalSeconds: seconds } = e2eEnv();
    let run: ShortRun;

    before(async () => {
      const history = openHistory(join(tempDir('survival'), 'history.jsonl'));
      const site = Object.assign(shared.company, { nextMinute: firstMinuteOfAll() });
      run = await runShortSet(site, { random: seededRandom(seed), seconds, history }, { pcs: PCS, pressers: PRESSERS });
    });

    test('was really hit: every part was killed, requests failed, a second start was refused, items came again', (t) => {
      t.diagnostic(`KINMU_E2E_SEED=${seed}: ${JSON.stringify(figuresOf(run.kills))}`);
      t.diagnostic(
        `${run.failedRequests} requests failed, ${run.itemsSentAgain} items and ${run.presses} presses, second start refused after ${run.secondStartMs} ms`,
      );
      assert.equal(new Set(run.kills.map(({ part }) => part)).size, PART_NAMES.length);
      assert.ok(run.failedRequests > 0 && run.presses >= 8 && run.itemsSentAgain > 1_000);
      assert.ok(run.secondStartMs < 1_000, `${run.secondStartMs} ms`);
    });

    test('shows every recorded fact and press exactly once within a minute, and no day differs from a rebuild', async (t) => {
      const { judgement, healedMs, reconciled } = await run.settled();
      t.diagnostic(`${JSON.stringify(judgement.counts)} after ${healedMs} ms; ${reconciled}`);
      assert.ok(judgement.counts.ok > 1_000 && healedMs <= HEALED_WITHIN_MS);
    });
  });
}
