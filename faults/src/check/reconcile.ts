import { join } from 'node:path';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { spawnProgram } from '../kit/product.ts';
import type { Site } from '../kit/site.ts';

const RECONCILE = join(import.meta.dirname, '../../../processor/src/reconcile/main.ts');

/**
 * `npm run reconcile` until it finds no difference between the computed days and the raw facts. What a killed processor held comes again after
 * the broker's ack wait; a difference that does not heal stays until the deadline.
 */
export async function reconcileUntilEqual(site: Site, deadlineMs: number): Promise<string> {
  let said = '';
  await waitFor(
    async () => {
      const reconcile = spawnProgram(process.execPath, [RECONCILE, '--data', site.product.dataDir]);
      const code = await reconcile.exited();
      said = reconcile.output().trim();
      return code === 0 && / 0 differences$/.test(said);
    },
    { deadlineMs, intervalMs: 1_000, what: 'a reconcile without differences' },
  ).catch((cause: unknown) => {
    throw new Error(`the days did not heal:\n${said}`, { cause });
  });
  return said.split('\n').at(-1) ?? '';
}
