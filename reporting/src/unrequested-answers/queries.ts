import { sql } from 'kysely';
import type { UnrequestedAnswer, UnrequestedAnswerKind } from '#domain/contract/unrequested-answers.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Records } from '../records/schema.ts';

export interface PersonDates {
  readonly tenantId: string;
  readonly personId: string;
  readonly firstDate: WorkDate;
  readonly lastDate: WorkDate;
}

/** The answers of a person by work date, the latest first. */
export async function readAnswers(
  records: Records,
  { tenantId, personId, firstDate, lastDate }: PersonDates,
): Promise<Map<WorkDate, UnrequestedAnswer[]>> {
  const rows = await records
    .selectFrom('unrequested_answers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('work_date', '>=', firstDate)
    .where('work_date', '<=', lastDate)
    .orderBy('answered_at', 'desc')
    .execute();
  const byDate = Map.groupBy(rows, (row) => row.work_date);
  return new Map(
    [...byDate].map(([workDate, answers]) => [
      workDate,
      answers.map((row) => ({
        startMinute: row.start_minute,
        endMinute: row.end_minute,
        answer: row.answer,
        reason: row.reason,
        answeredAt: row.answered_at.getTime(),
      })),
    ]),
  );
}

/** Answered spans of many people and dates at once, by `personId workDate`. */
export async function readAnsweredSpans(
  records: Records,
  tenantId: string,
  days: readonly { readonly personId: string; readonly workDate: WorkDate }[],
): Promise<Map<string, { startMinute: number; endMinute: number }[]>> {
  if (days.length === 0) return new Map();
  const wanted = days.map((day) => ({ person_id: day.personId, work_date: day.workDate }));
  const { rows } = await sql<{ key: string; startMinute: number; endMinute: number }>`
    SELECT a.person_id || ' ' || a.work_date AS key, a.start_minute AS "startMinute", a.end_minute AS "endMinute"
    FROM unrequested_answers a
    JOIN jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w(person_id uuid, work_date date) USING (person_id, work_date)
    WHERE a.tenant_id = ${tenantId}`.execute(records);
  return Map.groupBy(rows, (row) => row.key);
}

export interface NewAnswer {
  readonly workDate: WorkDate;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly answer: UnrequestedAnswerKind;
  readonly reason: string;
}

/** Writes an answer; former ones that lie wholly inside its span are gone, where it only touches them they stay for the rest. */
export async function storeAnswer(
  trx: Records,
  tenantId: string,
  personId: string,
  { workDate, startMinute, endMinute, answer, reason }: NewAnswer,
): Promise<void> {
  await trx
    .deleteFrom('unrequested_answers')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('work_date', '=', workDate)
    .where('start_minute', '>=', startMinute)
    .where('end_minute', '<=', endMinute)
    .execute();
  await trx
    .insertInto('unrequested_answers')
    .values({
      ...{ tenant_id: tenantId, person_id: personId, work_date: workDate },
      ...{ start_minute: startMinute, end_minute: endMinute, answer, reason },
      answered_at: sql<Date>`clock_timestamp()`,
    })
    .execute();
}
