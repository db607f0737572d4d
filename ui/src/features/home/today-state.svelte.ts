import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { readMonth, type MonthAnswer } from '#domain/contract/months.ts';
import { readToday, recordOperation, type Today } from '#domain/contract/operations.ts';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { failureFrom, type Call, type FailureCode } from '../../base/call.ts';
import { monthTextAt, monthTextOf } from '../../base/months.ts';
import { OWN } from '../../base/paths.ts';
import type { KeptPresses } from '../../base/kept-presses.svelte.ts';
import type { Press } from '../../base/press-store.ts';
import { todayAfter } from '../../base/after-presses.ts';
import { repeatUntil } from '../../base/poll.ts';
import { Remote } from '../../base/remote.svelte.ts';
import { isOutcomeUnknown } from './press-plan.ts';

/** After a press the figures follow within 5 s; until then the month is asked again in quick rounds. */
const CATCH_UP_EVERY_MS = 300;
const CATCH_UP_WITHIN_MS = 6_000;

export type PressDetail = Omit<Press, 'operationId' | 'kind'>;

/** The own day that runs now: the buttons (at once, from the operations) and the figures (as soon as they are computed). */
export class TodayState {
  readonly today = new Remote<Today>();
  readonly month = new Remote<MonthAnswer>();
  pressing = $state.raw<WorkOperation | undefined>(undefined);
  recorded = $state.raw<WorkOperation | undefined>(undefined);
  failed = $state.raw<{ kind: WorkOperation; code: FailureCode; workDate: WorkDate | undefined } | undefined>(
    undefined,
  );
  /** Sent, and never answered: pressing again sends this very press, which the portal takes only once. */
  unanswered = $state.raw<Press | undefined>(undefined);

  /** The buttons as they are: after what waits on this device. */
  get shown(): Today | undefined {
    return this.today.value && todayAfter(this.today.value, this.#presses.waiting);
  }
  readonly day: ComputedDay | null = $derived(
    this.month.value?.days.find((each) => each.workDate === this.today.value?.workDate)?.day ?? null,
  );
  /** The figures on the screen are older than the last press. */
  readonly isComputing: boolean = $derived(
    this.month.value !== undefined && (this.today.value?.workVersion ?? 0) > (this.day?.workVersion ?? 0),
  );

  readonly #call: Call;
  readonly #zone: string;
  readonly #presses: KeptPresses;
  constructor(call: Call, zone: string, presses: KeptPresses) {
    this.#call = call;
    this.#zone = zone;
    this.#presses = presses;
  }

  async load(quiet = false): Promise<void> {
    const guess = this.today.value ? monthTextOf(this.today.value.workDate) : monthTextAt(Date.now(), this.#zone);
    await Promise.all([this.loadToday(quiet), this.#loadMonth(guess, quiet)]);
    const month = this.today.value && monthTextOf(this.today.value.workDate);
    if (month !== undefined && month !== guess) await this.#loadMonth(month, quiet);
  }
  loadToday(quiet = true): Promise<void> {
    return this.today.load(() => this.#call(readToday, {}), quiet);
  }
  #loadMonth(month: string, quiet: boolean): Promise<void> {
    return this.month.load(() => this.#call(readMonth, { params: { personId: OWN, month } }), quiet);
  }

  /**
   * True: it was taken, or is kept for the time when there is a connection. One press is one operationId, kept on this device until an answer came:
   * repeated, the portal answers the first result.
   */
  async press(kind: WorkOperation, detail: PressDetail): Promise<boolean> {
    if (this.pressing !== undefined) return false;
    this.pressing = kind;
    this.failed = undefined;
    this.recorded = undefined;
    const repeated = this.unanswered?.kind === kind ? this.unanswered : undefined;
    const press = repeated ?? { ...detail, kind, operationId: crypto.randomUUID() };
    try {
      if (this.unanswered && !repeated) await this.#presses.forget(this.unanswered.operationId);
      await this.#presses.keep(press);
      await this.#send(press);
    } finally {
      this.pressing = undefined;
    }
    if (this.failed) return false;
    void this.#catchUp();
    return true;
  }

  async #send(press: Press): Promise<void> {
    // What was pressed before goes first.
    if (this.#presses.waiting.length > 0) return this.#wait(press);
    try {
      const today = await this.#call(recordOperation, { body: press });
      this.unanswered = undefined;
      await this.#presses.forget(press.operationId);
      await this.today.load(() => Promise.resolve(today), true);
      this.recorded = press.kind;
    } catch (error) {
      const { code, workDate } = failureFrom(error);
      if (code === 'offline') return this.#wait(press);
      this.unanswered = isOutcomeUnknown(code) ? press : undefined;
      if (this.unanswered === undefined) await this.#presses.forget(press.operationId);
      this.failed = { kind: press.kind, code, workDate };
      await this.load(true);
      await this.#forgetTaken();
    }
  }

  async #wait({ operationId }: Press): Promise<void> {
    this.unanswered = undefined;
    await this.#presses.letWait(operationId);
    await this.#presses.flush();
  }

  /** The buttons already stand as after the press: it was taken although its answer was lost. */
  async #forgetTaken(): Promise<void> {
    const { unanswered } = this;
    if (unanswered === undefined || this.today.value?.allowed.includes(unanswered.kind) !== false) return;
    await this.#presses.forget(unanswered.operationId);
    this.unanswered = undefined;
    this.failed = undefined;
    this.recorded = unanswered.kind;
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
