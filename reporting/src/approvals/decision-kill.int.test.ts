import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { decideRequests } from '#domain/contract/approvals.ts';
import { recordOperation } from '#domain/contract/operations.ts';
import { createOvertimeRequest } from '#domain/contract/requests.ts';
import { signIn } from '#domain/contract/session.ts';
import { addDays, workDateOfDayNumber } from '#domain/time/calendar.ts';
import { ensureSecrets, loadSecrets } from '#platform/secrets.ts';
import { tempDir } from '#platform/testkit/index.ts';
import type { FaultPlace } from '../fault-point.ts';
import { clearWork } from '../testkit/clear-work.ts';
import type { Answer, CallInput, Client } from '../testkit/client.ts';
import { addWaitingDay } from '../testkit/decisions.ts';
import { buildHouse, PASSWORD } from '../testkit/house.ts';
import type { House, PersonName } from '../testkit/house.ts';
import { startPortalChild } from '../testkit/portal-child.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let house: House;
const secretsDir = tempDir('secrets');
before(async () => {
  portal = await startTestPortal();
  await ensureSecrets(secretsDir);
  house = await buildHouse(portal.records, 'kill', (await loadSecrets(secretsDir)).passwordPepper);
  await portal.records.updateTable('people').set({ mail: 'x@example.jp' }).execute();
});
after(() => portal.stop());
beforeEach(() => clearWork(portal.records));

/** The child runs by the clock on the wall: dates that have begun nowhere yet, so that nothing is whole. */
const FUTURE = addDays(workDateOfDayNumber(Math.floor(Date.now() / 86_400_000)), 3);
const dates = [FUTURE, addDays(FUTURE, 1)];

/** Runs one deed in a child that kills itself at the place, and again in one that does not. Gives what was there after each. */
async function killedAndAgain<T>(
  place: FaultPlace,
  who: PersonName,
  deed: (browser: Client) => Promise<Answer>,
  look: () => Promise<T>,
): Promise<readonly [T, T]> {
  const credentials = { tenant: 'kill', loginId: who, password: PASSWORD };
  const first = await startPortalChild(portal, secretsDir, place);
  assert.equal((await first.browser.call(signIn, { body: credentials })).status, 200);
  const answer = await deed(first.browser).catch(() => undefined);
  if (answer !== undefined) first.child.kill();
  assert.equal(answer?.text, undefined, 'the deed reaches the place');
  assert.deepEqual(await first.exited, [null, 'SIGKILL']);
  const killed = await look();
  const second = await startPortalChild(portal, secretsDir, 'none');
  assert.equal((await second.browser.call(signIn, { body: credentials })).status, 200);
  await deed(second.browser);
  second.child.kill();
  await second.exited;
  return [killed, await look()];
}

/** Rows that a deed leaves, by kind. */
async function written() {
  const { records } = portal;
  const { tenantId } = house;
  const mine = <T extends { tenant_id: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.tenant_id === tenantId);
  const states = mine(
    await records.selectFrom('requests').select(['tenant_id', 'state']).orderBy('work_date').execute(),
  );
  const events = mine(await records.selectFrom('request_events').select(['tenant_id', 'action']).execute());
  const audit = mine(
    await records
      .selectFrom('audit_entries')
      .select(['tenant_id', 'action'])
      .where('action', 'like', 'request.%')
      .execute(),
  );
  const operations = mine(await records.selectFrom('operations').select('tenant_id').execute());
  return {
    states: states.map(({ state }) => state),
    events: events.length,
    audit: audit.length,
    operations: operations.length,
  };
}

/** Requests of two days that wait; each day is decided in a transaction of its own. */
const twoDays = async (): Promise<CallInput> => {
  const ids: string[] = [];
  for (const workDate of dates) {
    ids.push(
      ...(await addWaitingDay({ records: portal.records, house }, house.people.employee, workDate, [['start', 540]])),
    );
  }
  return { body: { decisions: ids.map((requestId) => ({ requestId, version: 1, decision: 'approve' })) } };
};

test('killed before the commit of a decision: nothing of the day is decided, and the same decision is then taken whole', async () => {
  const input = await twoDays();
  const before = await written();
  const [killed, again] = await killedAndAgain(
    'decision.before-commit',
    'approver',
    (browser) => browser.call(decideRequests, input),
    written,
  );
  assert.deepEqual(killed, before);
  assert.deepEqual(again.states, ['approved', 'approved']);
  assert.deepEqual([again.events - before.events, again.audit - before.audit], [2, 2]);
});

test('killed between two days: the first is decided whole, the other waits, and the same decision then takes the rest', async () => {
  const input = await twoDays();
  const [killed, again] = await killedAndAgain(
    'decision.between-days',
    'approver',
    (browser) => browser.call(decideRequests, input),
    written,
  );
  assert.deepEqual(killed.states, ['approved', 'submitted']);
  assert.deepEqual(again.states, ['approved', 'approved']);
  assert.equal(again.events - killed.events, 1);
});

test('killed before the commit of a press: neither press nor request is there, and the same press is then taken once', async () => {
  const operationId = randomUUID();
  const [killed, again] = await killedAndAgain(
    'operation.before-commit',
    'employee',
    (browser) => browser.call(recordOperation, { body: { operationId, kind: 'start' } }),
    written,
  );
  assert.deepEqual([killed.operations, killed.states], [0, []]);
  assert.deepEqual([again.operations, again.states, again.events], [1, ['approved'], 2]);
});

test('killed before the commit of a request: it is not there, and sent again it is there once', async () => {
  const body = { requestId: randomUUID(), workDate: FUTURE, expectedEndClock: 1_200, reason: '月次の締め' };
  const [killed, again] = await killedAndAgain(
    'request.before-commit',
    'employee',
    (browser) => browser.call(createOvertimeRequest, { body }),
    written,
  );
  assert.deepEqual(killed.states, []);
  assert.deepEqual([again.states, again.events], [['submitted'], 1]);
});
