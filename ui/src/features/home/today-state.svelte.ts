import type { MonthAnswer } from '#domain/contract/months.ts';
import { readMonth } from '#domain/contract/months.ts';
import { readToday, recordOperation, type Today } from '#domain/contract/operations.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import { ApiFailure, type Call, type FailureCode } from '../../base/call.ts';
import { monthTextAt, monthTextOf } from '../../base/months.ts';
import { OWN } from '../../base/paths.ts';
import { repeatUntil } from '../../base/poll.ts';
import { Remote } from '../../base/remote.svelte.ts';

/** After a press the figures follow within 5 s; until then the month is asked again in quick rounds. */
const CATCH_UP_EVERY_MS = 300;
const CATCH_UP_WITHIN_MS = 6_000;

export interface StartChoice {
  readonly workStyle: WorkStyle;
  readonly isHolidayWork: boolean;
}

/** The own day that runs now: the buttons (at once, from the operations) and the figures (as soon as they are computed). */
export class TodayState {
  readonly today = new Remote<Today>();
  readonly month = new Remote<MonthAnswer>();
  pressing = $state.raw<WorkOperation | undefined>(undefined);
  recorded = $state.raw<WorkOperation | undefined>(undefined);
  failed = $state.raw<{ kind: WorkOperation; code: FailureCode } | undefined>(undefined);

  readonly day: ComputedDay | null = $derived(
    this.month.value?.days.find((each) => each.workDate === this.today.value?.workDate)?.day ?? null,
  );
  /** The figures on the screen are older than the last press. */
  readonly isComputing: boolean = $derived(
    this.month.value !== undefined && (this.today.value?.workVersion ?? 0) > (this.day?.workVersion ?? 0),
  );

  readonly #call: Call;
  readonly #zone: string;
  constructor(call: Call, zone: string) {
    this.#call = call;
    this.#zone = zone;
  }

  async load(quiet = false): Promise<void> {
    const guess = this.today.value ? monthTextOf(this.today.value.workDate) : monthTextAt(Date.now(), this.#zone);
    await Promise.all([this.today.load(() => this.#call(readToday, {}), quiet), this.#loadMonth(guess, quiet)]);
    const month = this.today.value && monthTextOf(this.today.value.workDate);
    if (month !== undefined && month !== guess) await this.#loadMonth(month, quiet);
  }

  #loadMonth(month: string, quiet: boolean): Promise<void> {
    return this.month.load(() => this.#call(readMonth, { params: { personId: OWN, month } }), quiet);
  }

  /** One press is one operationId: were the request repeated, the server answers the first result. */
  async press(kind: WorkOperation, choice: StartChoice): Promise<void> {
    if (this.pressing !== undefined) return;
    this.pressing = kind;
    this.failed = undefined;
    this.recorded = undefined;
    try {
      const body = { operationId: crypto.randomUUID(), kind, ...(kind === 'start' ? choice : {}) };
      const today = await this.#call(recordOperation, { body });
      await this.today.load(() => Promise.resolve(today), true);
      this.recorded = kind;
    } catch (error) {
      this.failed = { kind, code: error instanceof ApiFailure ? error.code : 'internal' };
      await this.load(true);
    } finally {
      this.pressing = undefined;
    }
    await this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    const month = this.today.value && monthTextOf(this.today.value.workDate);
    if (month === undefined) return;
    await repeatUntil(
      () => this.#loadMonth(month, true),
      () => !this.isComputing,
      CATCH_UP_EVERY_MS,
      CATCH_UP_WITHIN_MS,
    );
  }
}
