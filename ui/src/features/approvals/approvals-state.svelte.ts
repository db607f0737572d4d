import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import {
  decideRequests,
  listApprovals,
  resolveDifference,
  type ApprovalDay,
  type ApprovalsAnswer,
  type Decision,
  type DecisionResult,
} from '#domain/contract/approvals.ts';
import { failureFrom, type ApiFailure, type Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';
import { decisionsOf, inCalls, isDecidable, isOdd, keyOf, refusalsOf } from './approval-rows.ts';

export interface ApprovalFilter {
  /** '': every group. */
  groupId: string;
  includeBelow: boolean;
  state: 'waiting' | 'decided';
}
/** A day that could not be decided: as it was seen, and what happened. */
interface Refused {
  readonly day: ApprovalDay;
  readonly result: DecisionResult;
}
export interface Decided {
  readonly done: readonly ApprovalDay[];
  readonly refused: number;
}

/**
 * 承認一覧 while an approver works through it. What was decided leaves the list at once; what somebody else was quicker to decide stays where it
 * was, with who and what, until the approver has seen it: a refresh in the background never takes it away.
 */
export class ApprovalsState {
  readonly remote = new Remote<ApprovalsAnswer>();
  readonly filter = $state<ApprovalFilter>({ groupId: '', includeBelow: true, state: 'waiting' });
  readonly selected = new SvelteSet<string>();
  readonly refused = new SvelteMap<string, Refused>();
  readonly #gone = new SvelteSet<string>();
  isDeciding = $state(false);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  openKey = $state<string | undefined>(undefined);

  readonly days: readonly ApprovalDay[] = $derived.by(() => {
    const present = (this.remote.value?.days ?? []).filter((day) => !this.#gone.has(keyOf(day)));
    const isPresent = (key: string): boolean => present.some((day) => keyOf(day) === key);
    return [...[...this.refused.values()].flatMap(({ day }) => (isPresent(keyOf(day)) ? [] : [day])), ...present];
  });
  readonly odd = $derived(this.days.filter((day) => isOdd(day) || this.refused.has(keyOf(day))));
  readonly ordinary = $derived(this.days.filter((day) => !isOdd(day) && !this.refused.has(keyOf(day))));
  readonly chosen = $derived(this.days.filter((day) => this.selected.has(keyOf(day)) && isDecidable(day)));

  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  async load(quiet = false): Promise<void> {
    const { groupId, includeBelow, state } = this.filter;
    const query = {
      ...(groupId === '' ? {} : { groupId }),
      includeBelow: includeBelow ? ('true' as const) : ('false' as const),
      state,
    };
    await this.remote.load(() => this.#call(listApprovals, { query }), quiet);
    // The portal has read after the decision: what it still names waits again.
    if (this.remote.failure === undefined) this.#gone.clear();
    const keys = this.days.map(keyOf);
    for (const key of this.selected) if (!keys.includes(key)) this.selected.delete(key);
  }

  toggle(day: ApprovalDay): void {
    const key = keyOf(day);
    if (!this.selected.delete(key) && isDecidable(day)) this.selected.add(key);
  }

  /** Takes away the word about somebody else's decision and shows how the day stands now. */
  async acknowledge(day: ApprovalDay): Promise<void> {
    this.refused.delete(keyOf(day));
    await this.load(true);
  }

  async decide(days: readonly ApprovalDay[], decision: Decision, comment: string): Promise<Decided | undefined> {
    const asked = days.filter(isDecidable);
    if (this.isDeciding || asked.length === 0) return undefined;
    this.isDeciding = true;
    this.failure = undefined;
    try {
      const done: ApprovalDay[] = [];
      for (const call of inCalls(asked)) done.push(...(await this.#send(call, decision, comment)));
      return { done, refused: asked.length - done.length };
    } catch (error) {
      this.failure = failureFrom(error);
      return undefined;
    } finally {
      this.isDeciding = false;
      void this.load(true);
    }
  }

  async #send(days: readonly ApprovalDay[], decision: Decision, comment: string): Promise<ApprovalDay[]> {
    const { results } = await this.#call(decideRequests, { body: { decisions: decisionsOf(days, decision, comment) } });
    const refusals = refusalsOf(days, results);
    const isDone = (day: ApprovalDay): boolean => refusals.get(keyOf(day)) === undefined;
    for (const day of days) {
      const key = keyOf(day);
      const result = refusals.get(key);
      this.selected.delete(key);
      if (result === undefined) {
        this.refused.delete(key);
        this.#gone.add(key);
      } else this.refused.set(key, { day, result });
    }
    return days.filter(isDone);
  }

  /** 差異: takes what the rules give now, or keeps what was approved. */
  async settle(day: ApprovalDay, resolution: 'take' | 'decline', comment: string): Promise<boolean> {
    if (this.isDeciding || day.difference === null) return false;
    this.isDeciding = true;
    this.failure = undefined;
    try {
      const { personId, workDate, difference } = day;
      const body = { resolution, comment, figures: difference.figures };
      await this.#call(resolveDifference, { params: { personId, workDate }, body });
      this.#gone.add(keyOf(day));
      return true;
    } catch (error) {
      this.failure = failureFrom(error);
      return false;
    } finally {
      this.isDeciding = false;
      void this.load(true);
    }
  }
}
