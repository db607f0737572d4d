import type { RequestKind, RequestMode } from '#domain/contract/requests.ts';
import type { RequestState } from '#domain/contract/work-rules.ts';
import type { Clock, WorkDate } from '#domain/time/types.ts';
import { dayNumberOf } from '#domain/time/calendar.ts';
import type { SamplePerson } from '../company/people.ts';
import type { DatedPlan } from './plan-person.ts';

/** A day as its requests see it. */
export interface DayOfRequests {
  readonly workDate: WorkDate;
  readonly plan: DatedPlan['plan'];
  readonly requests: readonly PlannedRequest[];
  /** The approver fixed the figures of a pattern of 7:30, which was changed since: 差分. */
  readonly wasApprovedDifferently: boolean;
}

export interface PlannedRequest {
  readonly kind: RequestKind;
  readonly mode: RequestMode;
  readonly state: RequestState;
  readonly reason: string;
  /** Of the approver who returned it. */
  readonly comment: string;
  /** correction: the day's start and end as they should be; overtime: when it will end. */
  readonly startClock?: Clock;
  readonly endClock?: Clock;
}

/** Whoever reads the company for the first time signs in as this person: each kind and state is in their last days. */
const SHOWN_PERSON = 11;
/** Approvers are three days behind. */
const DECIDED_AFTER_DAYS = 3;
/** A forgotten 終了 is put right within a week. */
const CORRECTED_AFTER_DAYS = 6;

/**
 * Requests of a person's days as the portal would have made them: 在宅 waits for an approver, the rest is approved automatically; who works long
 * asks for it; a forgotten 終了 is corrected some days later. The last days of one person show every state.
 */
export function planRequests(person: SamplePerson, plans: readonly DatedPlan[], today: WorkDate): DayOfRequests[] {
  const isWhole = ({ workDate, plan }: DatedPlan): boolean =>
    workDate < today && plan.operations.at(-1)?.kind === 'end';
  const recent = person.number === SHOWN_PERSON ? plans.filter(isWhole).slice(-SHOWN.length).reverse() : [];
  return plans
    .filter(({ plan }) => plan.operations.length > 0)
    .map((dated) => {
      const shown = SHOWN[recent.indexOf(dated)];
      return shown === undefined ? ordinaryDay(person, dated, today) : shown(dated);
    });
}

const request = (kind: RequestKind, state: RequestState, reason: string, more: Partial<PlannedRequest> = {}) => ({
  ...{ kind, state, reason, mode: 'manual' as const, comment: '' },
  ...more,
});
const automatic = (kind: RequestKind): PlannedRequest => request(kind, 'approved', '', { mode: 'automatic' });

function ordinaryDay(person: SamplePerson, { workDate, plan }: DatedPlan, today: WorkDate): DayOfRequests {
  const age = dayNumberOf(today) - dayNumberOf(workDate);
  const state: RequestState = age > DECIDED_AFTER_DAYS ? 'approved' : 'submitted';
  const start = plan.operations.find((operation) => operation.kind === 'start');
  const end = plan.operations.findLast((operation) => operation.kind === 'end');
  const asksForOvertime = person.habit === 'longHours' && (end?.clock ?? 0) > 1170;
  const isRemote = start?.workStyle === 'remote';
  const requests: PlannedRequest[] = [isRemote ? request('start', state, '') : automatic('start')];
  if (asksForOvertime) requests.push(request('overtime', state, '納期対応のため', { endClock: end?.clock ?? 1200 }));
  if (person.number === SHOWN_PERSON && workDate === today)
    requests.push(
      request('overtime', 'submitted', '明日の会議の準備のため', {
        endClock: Math.min((start?.clock ?? 540) + 180, 1739),
      }),
    );
  if (end !== undefined) requests.push(isRemote || asksForOvertime ? request('end', state, '') : automatic('end'));
  const isForgotten = end === undefined && age > CORRECTED_AFTER_DAYS;
  if (isForgotten) requests.push(correction({ workDate, plan }, 'approved', '終了の押し忘れです。', 0));
  return { workDate, plan, requests, wasApprovedDifferently: false };
}

/** From the first start, some minutes earlier, to the last PC use or 終了. */
function correction(
  { plan }: DatedPlan,
  state: RequestState,
  reason: string,
  earlier: number,
  comment = '',
): PlannedRequest {
  const startClock = (plan.operations[0]?.clock ?? 540) - earlier;
  const end = plan.operations.findLast((operation) => operation.kind === 'end')?.clock;
  const endClock = end ?? Math.max(startClock, ...plan.spells.map((spell) => spell.endClock));
  return request('correction', state, reason, { startClock, endClock, comment });
}

const pressed = [automatic('start'), automatic('end')];
const day = ({ workDate, plan }: DatedPlan, requests: readonly PlannedRequest[]): DayOfRequests => ({
  workDate,
  plan,
  requests,
  wasApprovedDifferently: false,
});

/** The shown person's last whole days, the latest first. */
const SHOWN: readonly ((dated: DatedPlan) => DayOfRequests)[] = [
  (dated) => day(dated, [...pressed, correction(dated, 'submitted', '開始の操作が遅れました。', 15)]),
  (dated) =>
    day(dated, [...pressed, correction(dated, 'returned', '早く着きました。', 60, '入館の記録と合いません。')]),
  // 終了 was never pressed, and nobody has corrected it.
  ({ workDate, plan }) => {
    const operations = plan.operations.filter((operation) => operation.kind !== 'end');
    return day({ workDate, plan: { ...plan, operations } }, [automatic('start')]);
  },
  (dated) => ({
    ...day(dated, [automatic('start'), request('end', 'approved', '')]),
    wasApprovedDifferently: true,
  }),
  (dated) =>
    day(dated, [
      automatic('start'),
      request('overtime', 'approved', '月末の締め作業のため', { endClock: 1200 }),
      request('end', 'approved', ''),
    ]),
  (dated) => day(dated, [...pressed, correction(dated, 'withdrawn', '日付を間違えました。', 30)]),
];
