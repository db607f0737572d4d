import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { RosterPattern, RosterUser } from '#domain/roster/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';
import { presentAssignments } from './read-state.ts';
import { idIn } from './targets.ts';
import type { PatternTarget, Period, RosterIds, UserTarget } from './targets.ts';

/** What of a pattern enters the computation of a day. */
const rulesOf = (pattern: RosterPattern) => ({
  breaks: pattern.breaks,
  scheduledMinutes: pattern.scheduledMinutes,
  morningMinutes: pattern.morningMinutes,
  autoEndClock: pattern.autoEndClock,
});

/**
 * Past days keep the pattern of their time: before a pattern gets other rules, days before `from` are handed to a copy with the old ones.
 *
 *   before   P ─────────────────────────────▶        from = today
 *   after    copy of P ───────▶│ P with new rules ─▶
 *
 * Returns the people concerned. Comes before the pattern itself is written.
 */
export async function keepFormerPatterns(
  trx: Records,
  tenantId: string,
  targets: readonly PatternTarget[],
  from: WorkDate,
): Promise<string[]> {
  const people = new Set<string>();
  for (const { entryId, before, after } of targets) {
    if (before === null || after === null || isDeepStrictEqual(before, { ...after, isRemoved: before.isRemoved }))
      continue;
    const holders = await sql<{ person_id: string }>`
      SELECT DISTINCT person_id FROM assignments WHERE tenant_id = ${tenantId} AND pattern_id = ${entryId}`.execute(
      trx,
    );
    for (const { person_id } of holders.rows) people.add(person_id);
    if (holders.rows.length === 0 || isDeepStrictEqual(rulesOf(before), rulesOf(after))) continue;
    const copyId = randomUUID();
    await sql`
      INSERT INTO work_patterns (tenant_id, pattern_id, code, name, breaks, scheduled_minutes, morning_minutes, auto_end_clock, status)
      SELECT tenant_id, ${copyId}, code, name, breaks, scheduled_minutes, morning_minutes, auto_end_clock, 'deleted'
      FROM work_patterns WHERE tenant_id = ${tenantId} AND pattern_id = ${entryId}`.execute(trx);
    await sql`
      INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id, start_approval, end_approval)
      SELECT ${tenantId}::uuid, person_id, ${from}::date, group_id, pattern_id, start_approval, end_approval
      FROM (${presentAssignments(tenantId, from)}) AS present
      WHERE pattern_id = ${entryId} AND effective_from < ${from}::date`.execute(trx);
    await sql`
      UPDATE assignments SET pattern_id = ${copyId}
      WHERE tenant_id = ${tenantId} AND pattern_id = ${entryId} AND effective_from < ${from}::date`.execute(trx);
  }
  return [...people];
}

/** All periods of people, ascending, by person. */
export async function readPeriods(
  trx: Records,
  tenantId: string,
  personIds: readonly string[],
): Promise<Map<string, Period[]>> {
  const { rows } = await sql<Period & { person_id: string }>`
    SELECT person_id, effective_from, group_id, pattern_id, start_approval, end_approval FROM assignments
    WHERE tenant_id = ${tenantId} AND person_id = ANY(${[...personIds]}::uuid[])
    ORDER BY person_id, effective_from`.execute(trx);
  const periods = new Map<string, Period[]>(personIds.map((personId) => [personId, []]));
  for (const { person_id, ...period } of rows) periods.get(person_id)?.push(period);
  return periods;
}

const placed = (user: RosterUser) => [user.groupCode, user.patternCode, user.startApproval, user.endApproval];

/** What holds from `from` on for people whose group, pattern or approval modes change. Returns the people concerned. */
export async function writePeriods(
  trx: Records,
  tenantId: string,
  targets: readonly UserTarget[],
  ids: RosterIds,
  from: WorkDate,
): Promise<string[]> {
  const restored = targets.filter((target) => target.periods !== undefined).map((target) => target.entryId);
  await sql`DELETE FROM assignments WHERE tenant_id = ${tenantId} AND person_id = ANY(${restored}::uuid[])`.execute(
    trx,
  );
  const rows = targets.flatMap((target) => {
    const person_id = target.entryId;
    if (target.periods !== undefined) return target.periods.map((period) => ({ ...period, person_id }));
    const { before, after } = target;
    if (
      after === null ||
      (before !== null && target.action !== 'restored' && isDeepStrictEqual(placed(before), placed(after)))
    )
      return [];
    return [
      {
        person_id,
        effective_from: from,
        group_id: idIn(ids.groups, after.groupCode),
        pattern_id: after.patternCode === null ? null : idIn(ids.patterns, after.patternCode),
        start_approval: after.startApproval,
        end_approval: after.endApproval,
      },
    ];
  });
  await sql`
    INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id, start_approval, end_approval)
    SELECT ${tenantId}::uuid, person_id, effective_from, group_id, pattern_id, start_approval, end_approval
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      person_id uuid, effective_from date, group_id uuid, pattern_id uuid, start_approval text, end_approval text)
    ON CONFLICT (tenant_id, person_id, effective_from) DO UPDATE SET group_id = excluded.group_id,
      pattern_id = excluded.pattern_id, start_approval = excluded.start_approval, end_approval = excluded.end_approval`.execute(
    trx,
  );
  return [...restored, ...rows.map((row) => row.person_id)];
}
