import { readApplicationUse, type ApplicationUse } from '#domain/contract/application-use.ts';
import { countWaiting } from '#domain/contract/approvals.ts';
import { readLegal, type LegalAnswer } from '#domain/contract/legal.ts';
import { readMonth, type MonthAnswer } from '#domain/contract/months.ts';
import { readOwnNotices } from '#domain/contract/notices.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { AnswerOf, Call } from '../../base/call.ts';
import { addMonths, type MonthText } from '../../base/months.ts';
import { OWN } from '../../base/paths.ts';
import { Remote } from '../../base/remote.svelte.ts';

/** What home shows beside the day itself. It follows after the buttons and the day: those are what people come for. */
export class HomeState {
  readonly counts = new Remote<AnswerOf<typeof countWaiting>>();
  readonly notices = new Remote<AnswerOf<typeof readOwnNotices>>();
  readonly legal = new Remote<LegalAnswer>();
  readonly lastMonth = new Remote<MonthAnswer>();
  readonly use = new Remote<ApplicationUse>();
  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  /** What changes while one looks at it. */
  async loadNotices(): Promise<void> {
    await Promise.all([
      this.counts.load(() => this.#call(countWaiting, {}), true),
      this.notices.load(() => this.#call(readOwnNotices, {}), true),
    ]);
  }
  loadLegal(month: MonthText): Promise<void> {
    return this.legal.load(() => this.#call(readLegal, { params: { personId: OWN, month } }), true);
  }
  /** From the first of the month. */
  loadUse(to: WorkDate): Promise<void> {
    const query = { from: `${to.slice(0, 8)}01`, to };
    return this.use.load(() => this.#call(readApplicationUse, { params: { personId: OWN }, query }), true);
  }
  /** Read once: a past month hardly changes. */
  async loadLastMonth(month: MonthText): Promise<void> {
    const wanted = addMonths(month, -1);
    if (this.lastMonth.value?.month === wanted) return;
    await this.lastMonth.load(() => this.#call(readMonth, { params: { personId: OWN, month: wanted } }), true);
  }
}
