import { operationsOfCorrection, dayBeforeOf } from '#domain/approval/corrected-day.ts';
import { declaredDaySchema } from '#domain/contract/work-rules.ts';
import type { DayApproval, DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { computeDay } from '#domain/worktime/compute-day.ts';
import { dayApprovalOf } from '#domain/worktime/day-approval.ts';
import { workSpans } from '#domain/worktime/declared-spans.ts';
import type { SamplePerson } from '../company/people.ts';
import { activityOfPlan } from '../plan/activity-of-plan.ts';
import type { DayOfRequests, PlannedRequest } from '../plan/plan-requests.ts';
import { planTasks } from '../plan/plan-tasks.ts';
import type { PlannedTask } from '../plan/plan-tasks.ts';
import { uuidOf } from '../plan/random.ts';
import { SAMPLE_ZONE } from './sample-state.ts';
import { personIdOf, rulesOf, TENANT_ID } from './write-roster.ts';

/** One day of a person with everything that its rows hold. */
export interface SampleDay {
  readonly workDate: WorkDate;
  readonly declared: DeclaredDay;
  readonly requests: readonly (PlannedRequest & {
    readonly requestId: string;
    readonly body: unknown;
    readonly submittedMinute: UnixMinute;
    readonly decidedMinute: UnixMinute;
  })[];
  readonly tasks: readonly (PlannedTask & { readonly taskId: string })[];
  readonly approval: DayApproval | null;
}

/** Approvers come at half past nine of the next day. */
const DECIDED_CLOCK = 1440 + 570;
const PLACE = { zone: SAMPLE_ZONE };

/** The rows of a planned day. What its approver fixed comes from the domain's own rule, computed from the day and its activity. */
export function sampleDayOf(
  person: SamplePerson,
  day: DayOfRequests,
  approverId: string,
  nowMinute: UnixMinute,
): SampleDay {
  const { workDate, plan } = day;
  const personId = personIdOf(person.number);
  const minuteOf = (clock: number): UnixMinute => minuteOfClock(clock, workDate, SAMPLE_ZONE);
  const operations = plan.operations.map(({ clock, ...operation }, index) => ({
    ...operation,
    operationId: uuidOf('operation', person.number, workDate, index),
    atMinute: minuteOf(clock),
  }));
  const bare = declaredDaySchema.parse({ tenantId: TENANT_ID, personId, workDate, version: 1, operations });
  const frame = workDateInterval(workDate, rulesOf(person));
  const before = dayBeforeOf(workSpans(bare.operations, frame, frame.end), { ...PLACE, workDate });
  const requests = day.requests.map((planned, index) => {
    const requestId = uuidOf('request', person.number, workDate, index);
    const decidedMinute = Math.min(minuteOf(DECIDED_CLOCK), nowMinute);
    const body = bodyOf(planned, before, workDate, requestId);
    return {
      ...planned,
      requestId,
      body,
      decidedMinute,
      submittedMinute: submittedMinuteOf(planned, bare, decidedMinute),
    };
  });
  const workStyle = bare.operations[0]?.workStyle ?? 'regular';
  const tasks = planTasks(person, workDate, workStyle, frame.end <= nowMinute).map((task, index) => ({
    ...task,
    taskId: uuidOf('task', person.number, workDate, index),
  }));
  const declared: DeclaredDay = {
    ...bare,
    corrections: requests.flatMap(({ kind, requestId, state, body }) =>
      kind === 'correction' ? [{ requestId, state, operations: (body as CorrectionBody).operations }] : [],
    ),
    tasks: tasks.map(({ taskId, kind, workStyle: style, startClock, endClock }) => ({
      ...{ taskId, kind, workStyle: style, isAllDay: false },
      ...{ startMinute: minuteOf(startClock), endMinute: minuteOf(endClock) },
    })),
  };
  const isWhole =
    requests.some(({ mode, state }) => mode === 'manual' && state === 'approved') &&
    requests.every(({ state }) => state === 'approved' || state === 'withdrawn');
  const approval = isWhole ? approvalOf(person, day, declared, approverId, minuteOf(DECIDED_CLOCK)) : null;
  return { workDate, declared, requests, tasks, approval };
}

interface CorrectionBody {
  readonly operations: DeclaredDay['operations'];
}

function bodyOf(planned: PlannedRequest, before: unknown, workDate: WorkDate, requestId: string): unknown {
  const { kind, startClock = 0, endClock = 0 } = planned;
  if (kind === 'overtime') return { expectedEndMinute: minuteOfClock(endClock, workDate, SAMPLE_ZONE) };
  if (kind !== 'correction') return {};
  const span = { startClock, endClock, workStyle: 'regular' as const, breaks: [] };
  const day = { spans: [span], isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  let count = 0;
  const newId = (): string => uuidOf('correction', requestId, (count += 1));
  return { operations: operationsOfCorrection(day, { ...PLACE, workDate }, newId), day, before };
}

/** A press asks when it is pressed, overtime an hour before the end, a correction the next morning. */
function submittedMinuteOf(
  { kind }: PlannedRequest,
  { operations }: DeclaredDay,
  decidedMinute: UnixMinute,
): UnixMinute {
  const start = operations[0]?.atMinute ?? decidedMinute;
  if (kind === 'start') return start;
  if (kind === 'correction') return decidedMinute - 25;
  const end = operations.findLast((operation) => operation.kind === 'end')?.atMinute ?? start;
  return kind === 'end' ? end : Math.max(start, end - 60);
}

function approvalOf(
  person: SamplePerson,
  { workDate, plan, wasApprovedDifferently }: DayOfRequests,
  declared: DeclaredDay,
  approverId: string,
  atMinute: UnixMinute,
): DayApproval {
  const own = rulesOf(person);
  const assignments = wasApprovedDifferently
    ? own.assignments.map(({ pattern, ...rest }) => ({ ...rest, pattern: { ...pattern, scheduledMinutes: 450 } }))
    : own.assignments;
  const rules: PersonRules = {
    ...{ tenantId: TENANT_ID, personId: declared.personId, version: 1, autoRecording: [] },
    ...{ zone: own.zone, assignments },
  };
  const items = [...activityOfPlan(person, workDate, plan, SAMPLE_ZONE, atMinute).values()].flat();
  const minutes = items.flatMap((item) => (item.kind === 'inputMinute' ? [item] : []));
  const active = minutes.filter(({ counts }) => counts.some((count) => count > 0)).map(({ minute }) => minute);
  const day = computeDay({
    ...{ workDate, rules, declared, sensorLost: [], nowMinute: atMinute },
    activeMinutes: [...new Set(active)].sort((a, b) => a - b),
    awakeMinutes: [...new Set(minutes.map(({ minute }) => minute))].sort((a, b) => a - b),
  });
  const approval = dayApprovalOf(day, approverId, atMinute * MS_PER_MINUTE);
  const rosterVersion = wasApprovedDifferently ? 0 : approval.basis.rosterVersion;
  return { ...approval, basis: { ...approval.basis, rosterVersion } };
}
