import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { workDateSchema } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { FaultPoint } from '../fault-point.ts';
import { isCorrected, readPressDay, requestModeOf } from '../work-days/press-day.ts';
import type { PressDay } from '../work-days/press-day.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { ensureWorkDay, makeRequest, readClock } from '../requests/make-request.ts';

export interface RecordEndsDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  /** Seals the mails to approvers. */
  readonly pepper: Uint8Array;
  readonly kickRelay: () => void;
  readonly faultPoint: FaultPoint;
}

/** Days computed this long before the newest one seen are looked at again: rows become visible a little after they were computed. */
const OVERLAP_MS = 600_000;

const readRecordedDays = defineQuery({
  name: 'auto-recording/read-recorded-days',
  sql: `
    SELECT person_id AS personId, toString(work_date) AS workDate, toUnixTimestamp64Milli(computed_at) AS computedAtMs
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND declaration_source = 'autoRecorded'
      AND computed_at >= fromUnixTimestamp64Milli({sinceMs:Int64})
    ORDER BY work_date, person_id`,
  params: z.object({ tenantId: z.string(), sinceMs: z.int() }),
  row: z.object({ personId: z.string(), workDate: workDateSchema, computedAtMs: z.coerce.number() }),
});

/**
 * 終了申請 of days that the PC log declared (データの自動登録: nothing was pressed, G:356-360). Computing such a day is the rule's matter, and
 * happens when its work date is over; here its end request is recorded, once, in the mode of the person's own ends.
 *
 * Late data may still move the day: the request stays, it names no clock. So it does where the person corrects the day afterwards: approver and
 * screens deal with a date as a whole. A second look finds the request, so a process that dies, and a second instance, do no harm.
 */
export async function recordEnds(deps: RecordEndsDeps): Promise<void> {
  const tenants = await deps.records
    .selectFrom('auto_recording_periods as a')
    .leftJoin('auto_recording_progress as p', 'p.tenant_id', 'a.tenant_id')
    .select(['a.tenant_id', 'p.computed_until'])
    .where('a.is_on', '=', true)
    .distinct()
    .execute();
  for (const tenant of tenants) await recordEndsOf(deps, tenant.tenant_id, tenant.computed_until?.getTime() ?? 0);
}

async function recordEndsOf(deps: RecordEndsDeps, tenantId: string, untilMs: number): Promise<void> {
  const sinceMs = Math.max(0, untilMs - OVERLAP_MS);
  const days = await deps.analytics.query(readRecordedDays, { tenantId, sinceMs });
  const known = await readRecordedKeys(
    deps.records,
    tenantId,
    days.map((day) => day.personId),
  );
  const isNew = days.filter((day) => !known.has(`${day.personId} ${day.workDate}`));
  for (const day of isNew) await recordEnd(deps, tenantId, day);
  if (isNew.length > 0) deps.kickRelay();
  const computedUntil = new Date(days.reduce((latest, day) => Math.max(latest, day.computedAtMs), untilMs));
  await deps.records
    .insertInto('auto_recording_progress')
    .values({ tenant_id: tenantId, computed_until: computedUntil })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ computed_until: computedUntil }))
    .execute();
}

async function readRecordedKeys(
  records: Records,
  tenantId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await records
    .selectFrom('requests')
    .select(['person_id', 'work_date'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', [...new Set(personIds)])
    .where('is_recorded', '=', true)
    .execute();
  return new Set(rows.map((row) => `${row.person_id} ${row.work_date}`));
}

/** One request in one transaction with its person locked, unless it is there already or the person has declared the day themself meanwhile. */
const recordEnd = (
  deps: RecordEndsDeps,
  tenantId: string,
  { personId, workDate }: { readonly personId: string; readonly workDate: WorkDate },
): Promise<void> =>
  deps.records.transaction().execute(async (trx) => {
    await lockPeople(trx, tenantId, [personId]);
    const rules = (await readPersonRules(trx, tenantId, [personId])).get(personId);
    if (rules === undefined) return;
    const isThere = (await readRecordedKeys(trx, tenantId, [personId])).has(`${personId} ${workDate}`);
    const day = await readPressDay(trx, rules, workDate);
    if (isThere || isDeclaredOtherwise(day)) return;
    const mode = requestModeOf(day, 'end', 'regular') ?? 'manual';
    const at = await readClock(trx);
    await ensureWorkDay(trx, tenantId, personId, workDate);
    const maker = { trx, pepper: deps.pepper, rules, at, actorId: undefined, httpRequestId: undefined };
    await makeRequest(maker, { requestId: randomUUID(), kind: 'end', mode, workDate, reason: '', isRecorded: true });
    await publishWorkDay(trx, tenantId, personId, workDate);
    deps.faultPoint('auto-recording.before-commit');
  });

/** A withdrawn start was never pressed; an approver may have been quicker than this request. */
const isDeclaredOtherwise = (day: PressDay): boolean =>
  isCorrected(day) ||
  day.declared.approval !== null ||
  day.declared.operations.some(({ kind, requestState }) => kind === 'start' && requestState !== 'withdrawn');
