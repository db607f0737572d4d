import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn } from '#domain/contract/session.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { tempDir } from '#platform/testkit/index.ts';
import type { FaultPlace } from '../fault-point.ts';
import { buildHouse, PASSWORD } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { startPortalChild, writtenBy } from '../testkit/portal-child.ts';
import { applyOf, draftWith, dryRunOf, fileOf, groupRow, userRow } from '../testkit/roster-files.ts';

let portal: TestPortal;
const secretsDir = tempDir('secrets');
before(async () => {
  portal = await startTestPortal();
  await ensureSecrets(secretsDir);
});
after(() => portal.stop());

const FILES = {
  group: fileOf('group', [groupRow('1', 'K1', '新しい課', 'k1')]),
  user: fileOf('user', [userRow('1', 'k1', '新人', 'K1', { 20: 'PK' }), userRow('2', 'colleague', '異動', 'K1')]),
  work_pattern: fileOf('work_pattern', [['1', 'PK', '早番', '', '400', '', '', '']]),
};

const written = (tenantId: string) => writtenBy(portal.records, tenantId);
const startChild = (place: FaultPlace | 'none') => startPortalChild(portal, secretsDir, place);

for (const place of ['roster.groups-written', 'roster.people-written', 'roster.before-commit'] as const) {
  test(`killed at ${place}: nothing of the three files is there, and the same draft is then applied whole`, async () => {
    const secrets = await loadSecrets(secretsDir);
    const { tenantId } = await buildHouse(portal.records, place, secrets.passwordPepper);
    await portal.records.updateTable('people').set({ mail: 'x@example.com' }).where('mail', '=', '').execute();
    const before = await written(tenantId);
    const credentials = { tenant: place, loginId: 'administrator', password: PASSWORD };

    const first = await startChild(place);
    assert.equal((await first.browser.call(signIn, { body: credentials })).status, 200);
    const draftId = await draftWith(first.browser, FILES);
    const { rosterVersion, problems } = await dryRunOf(first.browser, draftId);
    assert.equal(problems.errors, 0, JSON.stringify(problems));
    await applyOf(first.browser, draftId, rosterVersion).catch(() => undefined);
    assert.deepEqual(await first.exited, [null, 'SIGKILL']);
    assert.deepEqual(await written(tenantId), before);

    const second = await startChild('none');
    assert.equal((await second.browser.call(signIn, { body: credentials })).status, 200);
    const answer = await applyOf(second.browser, draftId, rosterVersion);
    second.child.kill();
    await second.exited;
    assert.equal(answer.status, 200, answer.text);
    const after = await written(tenantId);
    const added = Object.entries(after).map(([table, count]) => [table, Number(count) - Number(before[table])]);
    assert.deepEqual(Object.fromEntries(added), {
      ...{
        groups: 1,
        people: 1,
        work_patterns: 1,
        assignments: 2,
        outbox: 2,
        mail_outbox: 1,
        roster_changes: 4,
        audit: 3,
      },
    });
  });
}
