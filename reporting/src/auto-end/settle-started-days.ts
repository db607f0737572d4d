import { sql } from 'kysely';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from '../records/schema.ts';
import { settleDay } from './settle-day.ts';
import type { AutoEndDeps, StartedDay } from './started-day.ts';

/** Looked at in one go: bounds memory at nine o'clock, when everybody has just started. */
const DAYS_AT_ONCE = 500;

/**
 * 自動終了 in the portal: looks at each day with a 開始 once its work date is over, finds those that nobody ended, and tells the approvers.
 *
 *   開始 9:00 ──────────────────────────── 29:00 end of the work date │ 29:01 looked at
 *            row in started_days, due at 29:01                          終了 pressed: the row goes
 *                                                                       not: auto_ended_days, one mail to each approver, the row goes
 *
 * A row is put there by the press itself (a trigger) and found by an index on when it is due, so nothing is searched for. One minute later than
 * the boundary, because an end pressed exactly on it still belongs to the old date.
 */
export async function settleStartedDays(deps: AutoEndDeps): Promise<void> {
  for (;;) {
    const due = await readDueDays(deps);
    for (const [tenantId, days] of Map.groupBy(due, (day) => day.tenantId)) await settleOfTenant(deps, tenantId, days);
    if (due.length < DAYS_AT_ONCE) return;
  }
}

async function readDueDays({ records, nowMs }: AutoEndDeps): Promise<StartedDay[]> {
  const rows = await records
    .selectFrom('started_days')
    .select(['tenant_id', 'person_id', 'work_date'])
    .where('due_at', '<=', new Date(nowMs()))
    .orderBy('due_at')
    .limit(DAYS_AT_ONCE)
    .execute();
  return rows.map((row) => ({ tenantId: row.tenant_id, personId: row.person_id, workDate: row.work_date }));
}

/** A day that still runs is asked for again when it is over: also one whose boundary has been moved meanwhile. */
async function settleOfTenant(deps: AutoEndDeps, tenantId: string, days: readonly StartedDay[]): Promise<void> {
  const personIds = [...new Set(days.map((day) => day.personId))];
  const rulesOf = await readPersonRules(deps.records, tenantId, personIds);
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const dueMinuteOf = (day: StartedDay, rules: PersonRules): UnixMinute =>
    workDateInterval(day.workDate, rules).end + 1;
  const running = days.flatMap((day) => {
    const rules = rulesOf.get(day.personId);
    const dueMinute = rules === undefined ? 0 : dueMinuteOf(day, rules);
    return dueMinute > nowMinute ? [{ day, dueMinute }] : [];
  });
  await askAgain(deps.records, running);
  const isRunning = new Set(running.map(({ day }) => day));
  for (const day of days) if (!isRunning.has(day)) await settleDay(deps, day);
}

async function askAgain(
  records: Records,
  days: readonly { readonly day: StartedDay; readonly dueMinute: UnixMinute }[],
): Promise<void> {
  if (days.length === 0) return;
  const rows = days.map(({ day, dueMinute }) => ({
    ...{ tenant_id: day.tenantId, person_id: day.personId, work_date: day.workDate },
    due_at: new Date(dueMinute * MS_PER_MINUTE).toISOString(),
  }));
  await sql`
    UPDATE started_days s SET due_at = r.due_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(tenant_id uuid, person_id uuid, work_date date, due_at timestamptz)
    WHERE s.tenant_id = r.tenant_id AND s.person_id = r.person_id AND s.work_date = r.work_date`.execute(records);
}
