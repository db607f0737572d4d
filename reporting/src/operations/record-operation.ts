import { randomUUID } from 'node:crypto';
import type { Today } from '#domain/contract/operations.ts';
import { clockSkewSeconds, minuteOfLatePress } from '#domain/worktime/late-press.ts';
import type { OfflinePress } from '#domain/worktime/late-press.ts';
import type { HalfDay, Operation, PersonRules, WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import { addDays } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Minutes, UnixMinute, WorkDate } from '#domain/time/types.ts';
import { assignmentOn, workDateOf, workDateOfOperation } from '#domain/time/work-date.ts';
import { allowedOperations } from '#domain/worktime/allowed-operations.ts';
import { isAutoRecordingOn } from '#domain/worktime/auto-recording.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { settleApprovalHold } from '../requests/day-approval.ts';
import { ensureWorkDay, makeRequest, readClock } from '../requests/make-request.ts';
import { nowMinuteOf, readOwnRules } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { describeToday } from './describe-today.ts';
import {
  dayStateAt,
  isCorrected,
  isFirstStart,
  isReportRequired,
  isTaskRequired,
  readPressDay,
  requestModeOf,
} from '../work-days/press-day.ts';
import type { PressDay } from '../work-days/press-day.ts';
import { addOperation, findOperationOwner } from './queries.ts';

/** The press is taken at the server's minute, never at the browser's: of one made without a connection only how long ago it was comes from there. */
export type OperationDeps = Pick<RequestDeps, 'records' | 'pepper' | 'nowMs' | 'kickRelay' | 'faultPoint'>;

export interface Press {
  readonly operationId: string;
  readonly kind: WorkOperation;
  readonly reason: string;
  readonly isHolidayWork?: boolean | undefined;
  readonly workStyle?: WorkStyle | undefined;
  readonly halfDay: HalfDay | null;
  readonly scheduledMinutes: Minutes | null;
  /** Made without a connection. */
  readonly offline?: (OfflinePress & { readonly personId: string }) | undefined;
  /** Of the HTTP request, for the audit. */
  readonly requestId: string;
}

export async function readToday(
  deps: Pick<OperationDeps, 'records' | 'nowMs'>,
  viewer: Viewer,
): Promise<Today | Refusal> {
  const nowMinute = nowMinuteOf(deps);
  const rules = await readOwnRules(deps.records, viewer, 'operation.record', nowMinute);
  return rules === undefined ? refuse('not_found') : todayFrom(deps.records, rules, nowMinute);
}

async function todayFrom(records: Records, rules: PersonRules, nowMinute: UnixMinute): Promise<Today> {
  const workDate = workDateOf(nowMinute, rules);
  const day = await readPressDay(records, rules, workDate);
  const before = await readPressDay(records, rules, addDays(workDate, -1));
  return describeToday(day, isAutoEnded(before, nowMinute) ? before.workDate : undefined, nowMinute);
}

/** Closed for want of 終了, and nothing corrects it. With データの自動登録 the PC log ends the day in its person's place. */
const isAutoEnded = (day: PressDay, nowMinute: UnixMinute): boolean =>
  dayStateAt(day, nowMinute) === 'autoEnded' && !isAutoRecordingOn(day.rules, day.workDate);

/**
 * One press, in one transaction: the press, the request it makes, its history and mail, the day's new version, the whole day for the processor, the
 * audit rows. All or none. A repeat of an id that was taken answers the state as it is now and adds nothing.
 */
export async function recordOperation(deps: OperationDeps, viewer: Viewer, press: Press): Promise<Today | Refusal> {
  const nowMinute = nowMinuteOf(deps);
  // Two people share a browser: whoever signed in meanwhile must not get the other's press.
  if (press.offline !== undefined && press.offline.personId !== viewer.personId)
    return refuse('other_person_signed_in');
  const result = await deps.records.transaction().execute(async (trx) => {
    await lockPeople(trx, viewer.tenantId, [viewer.personId]);
    const rules = await readOwnRules(trx, viewer, 'operation.record', nowMinute);
    if (rules === undefined) return refuse('not_found');
    const owner = await findOperationOwner(trx, viewer.tenantId, press.operationId);
    if (owner === undefined) {
      const refusal = await takePress(deps, trx, rules, press, nowMinute);
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
async function takePress(
  deps: OperationDeps,
  trx: Records,
  rules: PersonRules,
  press: Press,
  nowMinute: UnixMinute,
): Promise<Refusal | undefined> {
  const at = press.offline === undefined ? nowMinute : minuteOfLatePress(press.offline, deps.nowMs());
  const dates = new Set([workDateOf(at - 1, rules), workDateOf(at, rules)]);
  const days = new Map<WorkDate, PressDay>();
  for (const each of dates) days.set(each, await readPressDay(trx, rules, each));
  // A date that ends with this minute is judged by its last minute: auto-end comes after a press at the boundary.
  const judgedAt = dates.size === 2 ? at - 1 : at;
  const isOpen = (workDate: WorkDate): boolean => {
    const day = days.get(workDate);
    return day !== undefined && ['working', 'onBreak'].includes(dayStateAt(day, judgedAt));
  };
  const workDate = workDateOfOperation(press.kind, at, rules, isOpen);
  const day = days.get(workDate) ?? (await readPressDay(trx, rules, workDate));
  const refusal = reasonAgainstLate(day, at, nowMinute) ?? (await reasonAgainst(trx, day, press, nowMinute, judgedAt));
  if (refusal !== undefined) return refusal;
  await storePress(deps, trx, day, press, at);
  return undefined;
}

/**
 * A press that comes late counts only while its work date runs, like any other press (after that a correction puts the day right), and only as the
 * day's last one: what has been pressed since was pressed by somebody who saw the day without it.
 */
function reasonAgainstLate({ rules, workDate, declared }: PressDay, at: UnixMinute, nowMinute: UnixMinute) {
  if (at >= nowMinute) return undefined;
  if (workDate !== workDateOf(nowMinute, rules)) return refuse('press_came_too_late', { workDate });
  const isOvertaken = declared.operations.some((operation) => operation.atMinute > at);
  return isOvertaken ? refuse('press_overtaken', { workDate }) : undefined;
}

/** Why this press is not possible now; undefined: it is. */
async function reasonAgainst(
  trx: Records,
  day: PressDay,
  { kind, halfDay, workStyle = 'regular' }: Press,
  nowMinute: UnixMinute,
  judgedAt: UnixMinute,
): Promise<Refusal | undefined> {
  const { rules, workDate, tasks } = day;
  if (isCorrected(day)) return refuse('day_is_corrected');
  if (!allowedOperations(dayStateAt(day, judgedAt)).includes(kind)) {
    const before = kind === 'start' ? undefined : await readPressDay(trx, rules, addDays(workDate, -1));
    return before !== undefined && isAutoEnded(before, nowMinute)
      ? refuse('shift_crossed_boundary', { workDate: before.workDate })
      : refuse('operation_not_possible_now');
  }
  const { morningMinutes } = assignmentOn(rules, workDate).pattern;
  if (kind === 'start' && halfDay !== null && morningMinutes === null) return refuse('half_day_not_possible');
  if (kind === 'start' && isTaskRequired(day, workStyle) && tasks.length === 0) {
    return refuse('task_required', { places: [{ path: 'tasks', message: 'none of today' }] });
  }
  const unreported = tasks.filter((task) => task.lacksReport);
  if (kind === 'end' && isReportRequired(day) && unreported.length > 0) {
    const places = unreported.map(({ taskId }) => ({ path: `tasks.${taskId}`, message: 'no report' }));
    return refuse('report_required', { places });
  }
  return undefined;
}

async function storePress(
  deps: OperationDeps,
  trx: Records,
  day: PressDay,
  press: Press,
  atMinute: UnixMinute,
): Promise<void> {
  const { rules, workDate } = day;
  const { tenantId, personId } = rules;
  const { kind, reason, requestId: httpRequestId } = press;
  const key = { tenantId, personId, workDate };
  const mode = requestModeOf(day, kind, press.workStyle ?? 'regular');
  const requestId = mode === null ? null : randomUUID();
  await ensureWorkDay(trx, tenantId, personId, workDate);
  const receivedAt = deps.nowMs();
  const isLate = atMinute < Math.floor(receivedAt / MS_PER_MINUTE);
  await addOperation(trx, key, operationOf(press, day, atMinute), { requestId, isLate });
  if (mode !== null && requestId !== null && (kind === 'start' || kind === 'end')) {
    const at = await readClock(trx);
    const maker = { trx, pepper: deps.pepper, rules, at, actorId: personId, httpRequestId };
    await makeRequest(maker, { requestId, kind, mode, workDate, reason });
    await settleApprovalHold(trx, key);
  }
  const version = await publishWorkDay(trx, tenantId, personId, workDate);
  await writeAudit(trx, {
    tenantId,
    actorId: personId,
    action: 'operation.recorded',
    subjectId: personId,
    detail: { kind, workDate, version, ...(isLate ? lateDetail(press, atMinute, receivedAt) : {}) },
    requestId: httpRequestId,
  });
  deps.faultPoint('operation.before-commit');
}

/** What the audit keeps of a press that came late: for which minute, when it came, and how wrong the device's clock was. */
const lateDetail = ({ offline }: Press, atMinute: UnixMinute, receivedAt: number) => ({
  pressedAt: new Date(atMinute * MS_PER_MINUTE).toISOString(),
  receivedAt: new Date(receivedAt).toISOString(),
  ...(offline === undefined ? {} : { clockSkewSeconds: clockSkewSeconds(offline, receivedAt) }),
});

/**
 * The press as it is stored. Not before the one before it, should the server's clock have been put back. 休日出勤, 半休 and 業務時間 are a choice of the
 * day's first start, 勤務形態 one of each start.
 */
function operationOf(press: Press, day: PressDay, atMinute: UnixMinute): Operation {
  const isStart = press.kind === 'start';
  const decidesDay = isStart && isFirstStart(day);
  return {
    operationId: press.operationId,
    kind: press.kind,
    atMinute: Math.max(atMinute, day.declared.operations.at(-1)?.atMinute ?? atMinute),
    isHolidayWork: decidesDay && (press.isHolidayWork ?? false),
    workStyle: isStart ? (press.workStyle ?? 'regular') : 'regular',
    scheduledMinutes: decidesDay ? press.scheduledMinutes : null,
    requestState: 'none',
    halfDay: decidesDay ? press.halfDay : null,
    origin: 'pressed',
  };
}
