import { z } from 'zod';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import { isAutoRecordingOn } from '#domain/worktime/auto-recording.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { enqueueNotices } from '../mail/enqueue-mail.ts';
import { dayStateAt, isCorrected, readPressDay } from '../work-days/press-day.ts';
import type { PressDay } from '../work-days/press-day.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { readNoticedApprovers } from '../requests/make-request.ts';
import type { AutoEndDeps, StartedDay } from './started-day.ts';

/** Of days that ended longer ago (a portal that stood still, a company that moves in) nobody wants mail. The home screen names them. */
const MAIL_WITHIN_HOURS = 72;
/** How long a day waits whose figures are not there yet, where data auto-recording is on. */
const ASK_AGAIN_MS = 60_000;

/**
 * Settles one day that is over, in one transaction with its person locked: of several instances one finds the row, and a process that dies
 * leaves it for the next round.
 */
export const settleDay = (deps: AutoEndDeps, day: StartedDay): Promise<void> =>
  deps.records.transaction().execute(async (trx) => {
    const { tenantId, personId, workDate } = day;
    await lockPeople(trx, tenantId, [personId]);
    const rules = (await readPersonRules(trx, tenantId, [personId])).get(personId);
    const outcome = rules === undefined ? 'ended' : await outcomeOf(deps, await readPressDay(trx, rules, workDate));
    if (outcome === 'not known yet') {
      const row = startedRow(trx.updateTable('started_days'), day);
      await row.set({ due_at: new Date(deps.nowMs() + ASK_AGAIN_MS) }).execute();
      return;
    }
    const gone = await startedRow(trx.deleteFrom('started_days'), day).executeTakeFirst();
    if (gone.numDeletedRows === 0n || rules === undefined || outcome === 'ended') return;
    const found = await trx
      .insertInto('auto_ended_days')
      .values({ tenant_id: tenantId, person_id: personId, work_date: workDate })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'work_date']).doNothing())
      .executeTakeFirst();
    if (found.numInsertedOrUpdatedRows !== 0n) await tellApprovers(deps, trx, rules, day);
    deps.faultPoint('auto-end.before-commit');
  });

/** The day's own row, whatever is done to it. */
function startedRow<Query extends { where(column: string, operator: '=', value: string): Query }>(
  query: Query,
  day: StartedDay,
): Query {
  return query
    .where('tenant_id', '=', day.tenantId)
    .where('person_id', '=', day.personId)
    .where('work_date', '=', day.workDate);
}

const readFinalDay = defineQuery({
  name: 'auto-end/read-final-day',
  sql: `
    SELECT day_state AS dayState, is_confirmed AS isConfirmed
    FROM computed_days_v1 FINAL
    WHERE tenant_id = {tenantId:String} AND person_id = {personId:String} AND work_date = {workDate:Date}
      AND work_version >= {workVersion:UInt64} AND as_of >= fromUnixTimestamp({endSeconds:Int64})`,
  params: z.object({
    tenantId: z.string(),
    personId: z.string(),
    workDate: z.string(),
    workVersion: z.int(),
    endSeconds: z.int(),
  }),
  row: z.object({ dayState: z.string(), isConfirmed: z.int() }),
});

/**
 * Whether nobody ended the day. From PostgreSQL alone where nothing is recorded from the PC log; otherwise activity after the start may have
 * ended it (G:351-363), which only the computed day knows.
 */
async function outcomeOf(deps: AutoEndDeps, day: PressDay): Promise<'ended' | 'autoEnded' | 'not known yet'> {
  const { rules, workDate, declared } = day;
  const { end } = workDateInterval(workDate, rules);
  if (isCorrected(day) || dayStateAt(day, end) !== 'autoEnded') return 'ended';
  if (!isAutoRecordingOn(rules, workDate)) return 'autoEnded';
  const { tenantId, personId } = rules;
  const endSeconds = (end * MS_PER_MINUTE) / 1000;
  const asked = { tenantId, personId, workDate, workVersion: declared.version, endSeconds };
  const [computed] = await deps.analytics.query(readFinalDay, asked);
  if (computed === undefined) return 'not known yet';
  return computed.dayState === 'autoEnded' && computed.isConfirmed === 0 ? 'autoEnded' : 'ended';
}

/** One mail to each approver of the group (G:369), not to senior ones, if the tenant sends such mail. */
async function tellApprovers(
  { pepper, nowMs }: AutoEndDeps,
  trx: Records,
  rules: PersonRules,
  { tenantId, personId, workDate }: StartedDay,
): Promise<void> {
  const endedAt = workDateInterval(workDate, rules).end * MS_PER_MINUTE;
  if (endedAt < nowMs() - MAIL_WITHIN_HOURS * 3_600_000) return;
  const approvers = await readNoticedApprovers(trx, tenantId, assignmentOn(rules, workDate).groupId, personId);
  const { name: requesterName } = await trx
    .selectFrom('people')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const notice = { kind: 'autoEnded', requesterName, workDate } as const;
  await enqueueNotices(
    trx,
    pepper,
    approvers.map((approverId) => ({ tenantId, personId: approverId, notice })),
  );
}
