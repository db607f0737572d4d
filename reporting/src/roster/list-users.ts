import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { listRosterUsers as listRosterUsersEndpoint, RosterUserRow } from '#domain/contract/roster.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Refusal } from '../http/refusal.ts';
import { presentAssignments } from './read-state.ts';
import { refuseOthers, todayOf } from './roster-deps.ts';
import type { RosterDeps } from './roster-deps.ts';

type UsersQuery = z.output<NonNullable<(typeof listRosterUsersEndpoint)['query']>>;

/** Sorting by code points is the same on every machine; the id settles what is equal, so that pages never overlap. */
const SORT_COLUMNS: Readonly<Record<UsersQuery['sort'], RawBuilder<unknown>>> = {
  loginId: sql`p.login_id COLLATE "C"`,
  employeeNumber: sql`p.employee_number COLLATE "C"`,
  name: sql`p.name COLLATE "C"`,
  kana: sql`p.kana COLLATE "C"`,
  group: sql`g.code COLLATE "C"`,
  pattern: sql`w.code COLLATE "C"`,
  status: sql`array_position(ARRAY['active', 'suspended', 'removed'], p.status)`,
};

/**
 * A page of ユーザ一覧 and the number of all that fit. The words are looked for in one column by a scan: with 10,000 people that is
 * milliseconds. Without a filter or order by group, the present assignment is looked up for the page's people only.
 */
export async function listUsers(
  deps: RosterDeps,
  viewer: Viewer,
  query: UsersQuery,
  requestId: string,
): Promise<{ total: number; users: RosterUserRow[] } | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const { tenantId } = viewer;
  const today = todayOf(deps, viewer);
  const needsAll = query.group !== undefined || query.sort === 'group' || query.sort === 'pattern';
  const matching = sql`p.tenant_id = ${tenantId} AND NOT p.is_tenant_admin
    AND ${query.status === undefined ? sql`p.status <> 'deleted'` : sql`p.status = ${query.status}`}
    AND ${contains(query.search)}
    AND ${query.group === undefined ? sql`true` : sql`a.group_id = ${query.group}`}`;
  const direction = query.order === 'asc' ? sql`ASC` : sql`DESC`;
  const present = needsAll
    ? sql`LEFT JOIN (${presentAssignments(tenantId, today)}) AS a ON a.person_id = p.person_id
        LEFT JOIN groups g ON g.tenant_id = p.tenant_id AND g.group_id = a.group_id
        LEFT JOIN work_patterns w ON w.tenant_id = p.tenant_id AND w.pattern_id = a.pattern_id`
    : sql``;
  const page = sql`
    SELECT p.person_id, row_number() OVER () AS place FROM (
      SELECT p.person_id FROM people p ${present} WHERE ${matching}
      ORDER BY ${SORT_COLUMNS[query.sort]} ${direction} NULLS LAST, p.person_id
      OFFSET ${query.offset} LIMIT ${query.limit}) AS p`;
  const counted = sql<{ total: number }>`
    SELECT count(*) AS total FROM people p ${query.group === undefined ? sql`` : present} WHERE ${matching}`.execute(
    deps.records,
  );
  const [count, users] = await Promise.all([counted, readRows(deps, tenantId, today, page)]);
  return { total: count.rows[0]?.total ?? 0, users };
}

/** Every word somewhere in the texts of a person. The database writes the word as it wrote `search_text`; wildcards are taken literally. */
function contains(search: string): RawBuilder<unknown> {
  const words = search.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return sql`true`;
  return sql.join(
    words.map((word) => sql`p.search_text LIKE '%' || lower(${escaped(word.normalize('NFKC'))}) || '%'`),
    sql` AND `,
  );
}

const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, '\\$&');

async function readRows(
  deps: RosterDeps,
  tenantId: string,
  today: WorkDate,
  page: RawBuilder<unknown>,
): Promise<RosterUserRow[]> {
  const { rows } = await sql<RosterUserRow>`
    SELECT p.person_id AS "personId", p.login_id AS "loginId", p.employee_number AS "employeeNumber", p.name, p.kana, p.mail,
      a.group_id AS "groupId", coalesce(g.code, '') AS "groupCode", coalesce(g.name, '') AS "groupName",
      coalesce(w.code, '') AS "patternCode", coalesce(w.name, '') AS "patternName",
      p.is_administrator AS "isAdministrator", p.may_view_dashboard AS "mayViewDashboard", p.status
    FROM (${page}) AS page
    JOIN people p ON p.tenant_id = ${tenantId} AND p.person_id = page.person_id
    LEFT JOIN LATERAL (
      SELECT group_id, pattern_id FROM assignments
      WHERE tenant_id = ${tenantId} AND person_id = page.person_id
      ORDER BY effective_from <= ${today}::date DESC, abs(effective_from - ${today}::date) LIMIT 1) AS a ON true
    LEFT JOIN groups g ON g.tenant_id = ${tenantId} AND g.group_id = a.group_id
    LEFT JOIN work_patterns w ON w.tenant_id = ${tenantId} AND w.pattern_id = a.pattern_id
    ORDER BY page.place`.execute(deps.records);
  return rows;
}
