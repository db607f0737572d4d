import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { countWaiting } from '#domain/contract/approvals.ts';
import type { Client } from '../testkit/client.ts';
import { approvalsOf, decideDays } from '../testkit/decisions.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { processDay } from '../testkit/process-day.ts';

const WORK_DATE = '2026-03-09';
const GROUPS = 100;
const PEOPLE_OF_GROUP = 100;
/** No list may take seconds, on a machine that is busy with other tests too. */
const LIMIT_MS = 5_000;

let portal: TestPortal;
let approver: Client;
before(async () => {
  portal = await startTestPortal();
  await addCompany();
  approver = await portal.signedIn('approver');
  await addComputedDays();
});
after(() => portal.stop());

/** 10,000 people in 100 groups below 本社, each with a start and an end of one date that wait. `approver` approves for the first group. */
async function addCompany(): Promise<void> {
  const { records, house } = portal;
  const { tenantId, patternId, groups, people } = house;
  await sql`
    WITH g AS (
      INSERT INTO groups (tenant_id, group_id, code, name, parent_group_id)
      SELECT ${tenantId}::uuid, gen_random_uuid(), 'G' || n, 'グループ' || n, ${groups.HQ}::uuid FROM generate_series(1, ${GROUPS}::int) n
      RETURNING group_id, code
    ), a AS (
      INSERT INTO group_approvers (tenant_id, group_id, person_id)
      SELECT ${tenantId}::uuid, group_id, ${people.approver}::uuid FROM g WHERE code = 'G1'
    ), p AS (
      INSERT INTO people (tenant_id, person_id, login_id, employee_number, name)
      SELECT ${tenantId}::uuid, gen_random_uuid(), 'u' || n, 'E' || n, '社員' || n
      FROM generate_series(1, ${GROUPS * PEOPLE_OF_GROUP}::int) n
      RETURNING person_id, login_id
    )
    INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
    SELECT ${tenantId}::uuid, p.person_id, '2026-01-01', g.group_id, ${patternId}::uuid
    FROM p JOIN g ON g.code = 'G' || (substr(p.login_id, 2)::int % ${GROUPS}::int + 1)`.execute(records);
  const mine = sql`FROM people WHERE tenant_id = ${tenantId} AND login_id ~ '^u[0-9]+$'`;
  await sql`
    INSERT INTO work_days (tenant_id, person_id, work_date, version)
    SELECT tenant_id, person_id, ${WORK_DATE}::date, 1 ${mine}`.execute(records);
  for (const [position, kind, at] of [
    [0, 'start', '2026-03-09T09:00+09:00'],
    [1, 'end', '2026-03-09T18:00+09:00'],
  ]) {
    await sql`
      WITH r AS (
        INSERT INTO requests (tenant_id, request_id, person_id, work_date, kind, mode, state)
        SELECT tenant_id, gen_random_uuid(), person_id, ${WORK_DATE}::date, ${kind}, 'manual', 'submitted' ${mine}
        RETURNING tenant_id, request_id, person_id
      ), e AS (
        INSERT INTO request_events (tenant_id, request_id, actor_id, action)
        SELECT tenant_id, request_id, person_id, 'submitted' FROM r
      )
      INSERT INTO operations (tenant_id, operation_id, person_id, work_date, position, kind, operated_at, request_id)
      SELECT tenant_id, gen_random_uuid(), person_id, ${WORK_DATE}::date, ${position}, ${kind}, ${at}::timestamptz, request_id
      FROM r`.execute(records);
  }
  await sql`ANALYZE`.execute(records);
}

const idsOf = async (loginLike: string): Promise<string[]> => {
  const rows = await portal.records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', portal.house.tenantId)
    .where('login_id', '~', loginLike)
    .execute();
  return rows.map((row) => row.person_id);
};

/** The date itself for the approver's hundred people, and forty days of everybody beside it, as copies of one day. */
async function addComputedDays(): Promise<void> {
  const { tenantId } = portal.house;
  const ofGroup = await approvalsOf(approver);
  for (const { personId } of ofGroup.days) await processDay(portal, tenantId, personId, WORK_DATE);
  const [template] = ofGroup.days;
  const everybody = await idsOf('^u[0-9]+$');
  await portal.analytics.command(
    `INSERT INTO computed_days_v1
     SELECT * REPLACE (other AS person_id, toDate('2026-03-08') - ago AS work_date)
     FROM computed_days_v1
     ARRAY JOIN {everybody:Array(String)} AS other
     ARRAY JOIN range(40) AS ago
     WHERE person_id = {person:String}`,
    { everybody, person: template?.personId },
  );
}

/** What it gives and how long it took, said in the test's output. */
async function timed<T>(t: { diagnostic(text: string): void }, what: string, deed: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await deed();
  const tookMs = performance.now() - startedMs;
  t.diagnostic(`${what}: ${Math.round(tookMs)} ms`);
  assert.ok(tookMs < LIMIT_MS, `${what} took ${Math.round(tookMs)} ms`);
  return result;
}

test('in a company of 10,000 who all wait, an approver of 100 gets their list, counts it and approves it', async (t) => {
  const list = await timed(t, 'list of 100', () => approvalsOf(approver));
  assert.deepEqual([list.days.length, list.totalDays], [PEOPLE_OF_GROUP, PEOPLE_OF_GROUP]);
  assert.ok(list.days.every(({ figures, isSettling }) => figures?.workedMinutes === 480 && !isSettling));
  const count = await timed(
    t,
    'count',
    async () => (await approver.call(countWaiting)).json as { waitingDays: number },
  );
  assert.equal(count.waitingDays, PEOPLE_OF_GROUP);
  const startedMs = performance.now();
  const results = await decideDays(approver, list.days);
  t.diagnostic(`100 days approved: ${Math.round(performance.now() - startedMs)} ms`);
  assert.ok(results.every(({ outcome, isDayApproved }) => outcome === 'done' && isDayApproved));
});

test('the senior approver of everything gets the part that waits longest, and how much there is', async (t) => {
  const senior = await portal.signedIn('senior');
  const list = await timed(t, 'list of 500 out of 10,000', () => approvalsOf(senior));
  assert.deepEqual([list.days.length, list.totalDays], [500, (GROUPS - 1) * PEOPLE_OF_GROUP]);
});
