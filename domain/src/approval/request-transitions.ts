import type { RequestKind, RequestMode } from '../contract/requests.ts';
import type { RequestState } from '../contract/work-rules.ts';

/** What a person does with a request. Its own person: `resend`, `withdraw`. An approver: `approve`, `return`. */
export const REQUEST_MOVES = ['resend', 'withdraw', 'approve', 'return'] as const;
export type RequestMove = (typeof REQUEST_MOVES)[number];

/**
 *              ┌────────── resend ──────────┐
 *              ▼                            │
 *   new ─▶ submitted ── return ─▶ returned ─┤
 *              │ │                          │
 *              │ └──── withdraw ─▶ withdrawn ◀── withdraw
 *              └────── approve ──▶ approved
 *
 * Approved and withdrawn are final: what was approved is changed by 勤務修正, what was withdrawn by a new request. Source: SPEC 5.
 */
const NEXT: Readonly<Record<RequestState, Readonly<Partial<Record<RequestMove, RequestState>>>>> = {
  submitted: { approve: 'approved', return: 'returned', withdraw: 'withdrawn' },
  returned: { resend: 'submitted', withdraw: 'withdrawn' },
  approved: {},
  withdrawn: {},
};

/** Where a move leads, undefined where it is not possible. */
export const nextRequestState = (state: RequestState, move: RequestMove): RequestState | undefined => NEXT[state][move];

/** Automatic: approved the moment it is made. */
export const firstRequestState = (mode: RequestMode): RequestState => (mode === 'automatic' ? 'approved' : 'submitted');

export interface DecidedRequest {
  readonly kind: RequestKind;
  readonly state: RequestState;
}

/** 残業申請 that makes the end of its day manual: any that was not withdrawn. */
export const hasOvertimeRequest = (requests: readonly DecidedRequest[]): boolean =>
  requests.some(({ kind, state }) => kind === 'overtime' && state !== 'withdrawn');
