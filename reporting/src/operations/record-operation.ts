import { can } from '#domain/access/can.ts';
import { workSubject } from '#domain/contract/messages.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { DeclaredDay, Operation, PersonRules, WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateOf, workDateOfOperation } from '#domain/time/work-date.ts';
import { allowedOperations } from '#domain/worktime/allowed-operations.ts';
import { writeOutbox } from '#sql/outbox.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { readOperations } from '../records/read-operations.ts';
import type { Records } from '../records/schema.ts';
import { dayStateAt, describeToday } from './describe-today.ts';
import { addOperation, findOperationOwner, lockPerson, readWorkVersion } from './queries.ts';

export interface OperationDeps {
  readonly records: Records;
  /** The server's clock: the press is taken at its minute, never at the browser's. */
  readonly nowMs: () => number;
  /** Wakes the relay of the outbox after the commit. */
  readonly kickRelay: () => void;
}

export interface Press {
  readonly operationId: string;
  readonly kind: WorkOperation;
  readonly isHolidayWork?: boolean | undefined;
  readonly workStyle?: WorkStyle | undefined;
  readonly requestId: string;
}

const nowMinuteOf = (deps: OperationDeps): UnixMinute => Math.floor(deps.nowMs() / MS_PER_MINUTE);

/** The own rules, if the person may press buttons: `admin` and people without group and pattern may not. */
async function ownRules(records: Records, viewer: Viewer, nowMinute: UnixMinute): Promise<PersonRules | undefined> {
  const rules = (await readPersonRules(records, viewer.tenantId, [viewer.personId])).get(viewer.personId);
  if (rules === undefined) return undefined;
  const { groupId } = assignmentOn(rules, workDateOf(nowMinute, rules));
  const object = { tenantId: viewer.tenantId, personId: viewer.personId, groupId };
  return can(viewer, 'operation.record', object, new Map()) ? rules : undefined;
}

export async function readToday(deps: OperationDeps, viewer: Viewer): Promise<Today | Refusal> {
  const nowMinute = nowMinuteOf(deps);
  const rules = await ownRules(deps.records, viewer, nowMinute);
  return rules === undefined ? refuse('not_found') : todayFrom(deps.records, rules, nowMinute);
}

async function todayFrom(records: Records, rules: PersonRules, nowMinute: UnixMinute): Promise<Today> {
  const { tenantId, personId } = rules;
  const workDate = workDateOf(nowMinute, rules);
  const operations = await readOperations(records, tenantId, personId, workDate);
  const version = await readWorkVersion(records, tenantId, personId, workDate);
  return describeToday(operations, version, workDate, rules, nowMinute);
}

/**
 * One press, in one transaction: the press, the day's new version, the whole day for the processor, the audit row. All or none.
 * A repeat of an id that was taken answers the state as it is now and adds nothing.
 */
export async function recordOperation(deps: OperationDeps, viewer: Viewer, press: Press): Promise<Today | Refusal> {
  const nowMinute = nowMinuteOf(deps);
  const result = await deps.records.transaction().execute(async (trx) => {
    await lockPerson(trx, viewer.tenantId, viewer.personId);
    const rules = await ownRules(trx, viewer, nowMinute);
    if (rules === undefined) return refuse('not_found');
    const owner = await findOperationOwner(trx, viewer.tenantId, press.operationId);
    if (owner === undefined) {
      const refusal = await storePress(trx, rules, press, nowMinute);
      if (refusal !== undefined) return refusal;
    } else if (owner !== viewer.personId) {
      return refuse('operation_not_possible_now');
    }
    return todayFrom(trx, rules, nowMinute);
  });
  if (!(result instanceof Refusal)) deps.kickRelay();
  return result;
}

/** The dates that a press of this minute can belong to are two only at the very boundary; an open earlier date never blocks a start. */
async function storePress(
  trx: Records,
  rules: PersonRules,
  press: Press,
  nowMinute: UnixMinute,
): Promise<Refusal | undefined> {
  const { tenantId, personId } = rules;
  const dates = new Set([workDateOf(nowMinute - 1, rules), workDateOf(nowMinute, rules)]);
  const operationsOf = new Map<WorkDate, Operation[]>();
  for (const each of dates) operationsOf.set(each, await readOperations(trx, tenantId, personId, each));
  // A date that ends with this minute is judged by its last minute: auto-end comes after a press at the boundary.
  const stateOf = (workDate: WorkDate) =>
    dayStateAt(operationsOf.get(workDate) ?? [], workDate, rules, dates.size === 2 ? nowMinute - 1 : nowMinute);
  const isOpen = (workDate: WorkDate): boolean => ['working', 'onBreak'].includes(stateOf(workDate));
  const workDate = workDateOfOperation(press.kind, nowMinute, rules, isOpen);
  if (!allowedOperations(stateOf(workDate)).includes(press.kind)) return refuse('operation_not_possible_now');

  const before = operationsOf.get(workDate) ?? [];
  const operation = operationOf(press, before, nowMinute);
  const version = await addOperation(trx, tenantId, personId, workDate, operation);
  const day: DeclaredDay = { tenantId, personId, workDate, version, operations: [...before, operation] };
  const messageId = `work.${personId}.${workDate}.${version}`;
  await writeOutbox(trx, [{ tenantId, subject: workSubject(tenantId, personId), messageId, payload: day }]);
  await writeAudit(trx, {
    tenantId,
    actorId: personId,
    action: 'operation.recorded',
    subjectId: personId,
    detail: { kind: press.kind, workDate, version },
    requestId: press.requestId,
  });
  return undefined;
}

/**
 * The press as it is stored. Not before the one before it, should the server's clock have been put back. 休日出勤 is a choice of the day's
 * first start, 勤務形態 one of each start.
 */
function operationOf(press: Press, before: readonly Operation[], nowMinute: UnixMinute): Operation {
  const isStart = press.kind === 'start';
  const isFirstStart = isStart && !before.some((operation) => operation.kind === 'start');
  return {
    operationId: press.operationId,
    kind: press.kind,
    atMinute: Math.max(nowMinute, before.at(-1)?.atMinute ?? nowMinute),
    isHolidayWork: isFirstStart && (press.isHolidayWork ?? false),
    workStyle: isStart ? (press.workStyle ?? 'regular') : 'regular',
    scheduledMinutes: null,
    requestState: 'none',
  };
}
