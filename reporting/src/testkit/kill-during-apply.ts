import assert from 'node:assert/strict';
import fc from 'fast-check';
import { signIn } from '#domain/contract/session.ts';
import { pause } from '#platform/jitter.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { tempDir } from '#platform/testkit/index.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { buildHouse, PASSWORD } from './house.ts';
import { startPortalChild, writtenBy } from './portal-child.ts';
import type { TestPortal } from './portal.ts';
import { applyOf, draftWith, dryRunOf, fileOf, groupRow, userRow } from './roster-files.ts';

const PEOPLE = 300;
const GROUPS = 6;

const FILES = {
  group: fileOf(
    'group',
    Array.from({ length: GROUPS }, (_, index) => groupRow('1', `K${index}`, `第${index}課`, `k${index}`)),
  ),
  user: fileOf('user', [
    ...Array.from({ length: PEOPLE }, (_, index) =>
      userRow('1', `k${index}`, `新人 ${index}`, `K${index % GROUPS}`, { 20: 'PK' }),
    ),
    userRow('2', 'colleague', '異動', 'K1'),
  ]),
  work_pattern: fileOf('work_pattern', [['1', 'PK', '早番', '', '400', '', '', '']]),
};

/** What a whole upload adds: each new person a row, a period, a fact and a mail; `colleague` a period and a fact; each change its history. */
const WHOLE = {
  ...{ groups: GROUPS, people: PEOPLE, work_patterns: 1, assignments: PEOPLE + 1, outbox: PEOPLE + 1 },
  ...{ mail_outbox: PEOPLE, roster_changes: GROUPS + PEOPLE + 2, audit: PEOPLE + 2 },
};
const NOTHING = Object.fromEntries(Object.keys(WHOLE).map((table) => [table, 0]));

/** Moments spread evenly over an application, the same for the same seed: shares of what it takes. */
export const momentsOf = (count: number, seed: number): number[] =>
  fc.sample(fc.noBias(fc.integer({ min: 0, max: 1000 })), { numRuns: count, seed }).map((moment) => moment / 1000);

export interface Kill {
  readonly afterMs: number;
  readonly outcome: 'nothing' | 'whole';
}

/**
 * Portals that are killed (-9) while they apply three files, each after a share (0 to 1) of what a whole application takes. Afterwards either everything is there, or nothing; whatever else is a failure. Each round has a tenant of its own.
 */
export async function killDuringApply(portal: TestPortal, shares: readonly number[]): Promise<Kill[]> {
  const secretsDir = tempDir('kill-secrets');
  await ensureSecrets(secretsDir);
  const round = (code: string, afterMs: number | undefined) => applyAndKill(portal, secretsDir, code, afterMs);
  const { tookMs: wholeMs } = await round('kill-none', undefined);
  const done: Kill[] = [];
  for (const [index, share] of shares.entries()) {
    const afterMs = share * wholeMs;
    const { added } = await round(`kill-${index}`, afterMs);
    const outcome = added.people === 0 ? 'nothing' : 'whole';
    assert.deepEqual(added, outcome === 'nothing' ? NOTHING : WHOLE, `killed after ${afterMs} ms`);
    done.push({ afterMs: Math.round(afterMs), outcome });
  }
  return done;
}

async function applyAndKill(portal: TestPortal, secretsDir: string, code: string, afterMs: number | undefined) {
  const { passwordPepper } = await loadSecrets(secretsDir);
  const { tenantId } = await buildHouse(portal.records, code, passwordPepper);
  const { child, exited, browser } = await startPortalChild(portal, secretsDir, 'none');
  const body = { tenant: code, loginId: 'administrator', password: PASSWORD };
  assert.equal((await browser.call(signIn, { body })).status, 200);
  const draftId = await draftWith(browser, FILES);
  const { rosterVersion, problems } = await dryRunOf(browser, draftId);
  assert.equal(problems.errors, 0, JSON.stringify(problems));
  const before = await writtenBy(portal.records, tenantId);
  const startedAt = performance.now();
  const applied = applyOf(browser, draftId, rosterVersion).catch(() => undefined);
  await (afterMs === undefined ? applied : pause(afterMs));
  const tookMs = performance.now() - startedAt;
  child.kill('SIGKILL');
  await exited;
  await applied;
  // A commit that the server had been told may still be under way: it holds the tenant's row.
  await portal.records
    .transaction()
    .execute((trx) =>
      trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forUpdate().execute(),
    );
  const after = await writtenBy(portal.records, tenantId);
  assert.equal((await verifyChain(portal.records, tenantId, [])).bad, undefined);
  const added = Object.fromEntries(
    Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)]),
  );
  return { tookMs, added };
}
