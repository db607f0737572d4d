/**
 * ユーザ一覧 with 10,000 people in 400 groups: how long a page takes through HTTP, by what is asked. The target is 100 ms at the 95th percentile.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { listRosterUsers } from '#domain/contract/roster.ts';
import type { Client } from '#reporting/testkit/client.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { writeReport } from './kit/report.ts';

const PEOPLE = 10_000;
const GROUPS = 400;
const ROUNDS = 60;

const portal = await startTestPortal();
await fill(portal.house.tenantId, portal.house.patternId);
const browser = await portal.signedIn('admin');
const group = await groupOf(portal.house.tenantId);

const QUERIES: readonly (readonly [string, string])[] = [
  ['first page', ''],
  ['by name, row 9,000', 'sort=name&offset=9000'],
  ['by group, downwards', 'sort=group&order=desc'],
  ['by pattern, row 5,000', 'sort=pattern&offset=5000'],
  ['one group', `group=${group}`],
  ['two digits', 'search=99'],
  ['a word that all have, by kana', 'search=%E7%A4%BE%E5%93%A1&sort=kana&offset=5000'],
  ['active people', 'status=active'],
  ['200 rows', 'limit=200&offset=4000'],
];

async function fill(tenantId: string, patternId: string): Promise<void> {
  const groups = Array.from({ length: GROUPS }, (_, index) => ({ group_id: randomUUID(), index }));
  await sql`
    INSERT INTO groups (tenant_id, group_id, code, name)
    SELECT ${tenantId}::uuid, r.group_id, 'g' || r.index, '第' || r.index || '課'
    FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS r(group_id uuid, index int)`.execute(portal.records);
  await sql`
    INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail)
    SELECT ${tenantId}::uuid, gen_random_uuid(), 'u' || n, 'N-' || n, '社員 ' || n || '郎', 'シャイン ' || n || 'ロウ', 'u' || n || '@example.com'
    FROM generate_series(1, ${PEOPLE}::int) AS n`.execute(portal.records);
  await sql`
    INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
    SELECT p.tenant_id, p.person_id, d.day, g.group_id, ${patternId}::uuid
    FROM people p
    CROSS JOIN (VALUES (date '2026-01-01'), (date '2026-02-01')) AS d(day)
    JOIN groups g ON g.tenant_id = p.tenant_id
      AND g.code = 'g' || (substr(p.login_id, 2)::int + extract(month FROM d.day)::int) % ${GROUPS}::int
    WHERE p.tenant_id = ${tenantId} AND p.login_id ~ '^u[0-9]+$'`.execute(portal.records);
  await sql`ANALYZE`.execute(portal.records);
}

async function groupOf(tenantId: string): Promise<string> {
  const row = await portal.records
    .selectFrom('groups')
    .select('group_id')
    .where('tenant_id', '=', tenantId)
    .where('code', '=', 'g7')
    .executeTakeFirstOrThrow();
  return row.group_id;
}

async function timesOf(asker: Client, query: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const answer = await asker.call({ method: 'GET', path: `${listRosterUsers.path}?${query}` });
    times.push(performance.now() - startedAt);
    if (answer.status !== 200) throw new Error(answer.text);
  }
  return times.toSorted((a, b) => a - b);
}

const all: number[] = [];
const rows: (string | number)[][] = [];
for (const [what, query] of QUERIES) {
  const times = await timesOf(browser, query);
  all.push(...times);
  rows.push([what, ...percentiles(times)]);
}
rows.push(['all', ...percentiles(all.toSorted((a, b) => a - b))]);
function percentiles(sorted: readonly number[]): number[] {
  return [0.5, 0.95].map((share) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0));
}
await portal.stop();
writeReport({
  name: 'roster-users',
  about: `A page of ユーザ一覧 through HTTP with ${PEOPLE} people in ${GROUPS} groups, each with two periods; ${ROUNDS} requests a line, one after the other, answers checked against the contract.`,
  columns: ['asked', 'median ms', 'p95 ms'],
  rows,
});
