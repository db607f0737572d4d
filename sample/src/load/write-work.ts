import { sql, type Kysely } from 'kysely';
import { workSubject } from '#domain/contract/messages.ts';
import { declaredDaySchema, type DeclaredDay } from '#domain/contract/work-rules.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { writeOutbox } from '#sql/outbox.ts';
import type { DatedPlan } from '../plan/plan-person.ts';
import { uuidOf } from '../plan/random.ts';
import { SAMPLE_ZONE } from './sample-state.ts';
import { personIdOf, TENANT_ID } from './write-roster.ts';

/** The declared work of one person, in one transaction with its facts; days that are there already stay as they are. */
export async function writeWork(
  records: Kysely<unknown>,
  personNumber: number,
  plans: readonly DatedPlan[],
): Promise<void> {
  const days = plans
    .filter(({ plan }) => plan.operations.length > 0)
    .map((dated) => declaredDayOf(personNumber, dated));
  await records.transaction().execute(async (trx) => {
    for (const day of days) {
      const { numAffectedRows } = await sql`
        INSERT INTO work_days (tenant_id, person_id, work_date, version)
        VALUES (${TENANT_ID}, ${day.personId}, ${day.workDate}, ${day.version}) ON CONFLICT DO NOTHING`.execute(trx);
      if (numAffectedRows === 0n) continue;
      await writeOperations(trx, day);
      const messageId = `work.${day.personId}.${day.workDate}.${day.version}`;
      await writeOutbox(trx, [
        { tenantId: TENANT_ID, subject: workSubject(TENANT_ID, day.personId), messageId, payload: day },
      ]);
    }
  });
}

async function writeOperations(trx: Kysely<unknown>, day: DeclaredDay): Promise<void> {
  const rows = day.operations.map((operation, index) => ({
    operation_id: operation.operationId,
    position: index + 1,
    kind: operation.kind,
    operated_at: new Date(operation.atMinute * MS_PER_MINUTE).toISOString(),
    is_holiday_work: operation.isHolidayWork,
    work_style: operation.workStyle,
  }));
  await sql`
    INSERT INTO operations (tenant_id, person_id, work_date, operation_id, position, kind, operated_at, is_holiday_work, work_style)
    SELECT ${TENANT_ID}::uuid, ${day.personId}::uuid, ${day.workDate}::date, r.operation_id, r.position, r.kind, r.operated_at,
           r.is_holiday_work, r.work_style
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(operation_id uuid, position integer, kind text, operated_at timestamptz, is_holiday_work boolean, work_style text)`.execute(
    trx,
  );
}

function declaredDayOf(personNumber: number, { workDate, plan }: DatedPlan): DeclaredDay {
  return declaredDaySchema.parse({
    tenantId: TENANT_ID,
    personId: personIdOf(personNumber),
    workDate,
    version: 1,
    operations: plan.operations.map(({ clock, ...operation }, index) => ({
      ...operation,
      operationId: uuidOf('operation', personNumber, workDate, index),
      atMinute: minuteOfClock(clock, workDate, SAMPLE_ZONE),
    })),
  });
}
