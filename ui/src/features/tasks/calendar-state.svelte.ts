import {
  readCalendarSource,
  removeCalendarSource,
  saveCalendarSource,
  syncCalendar,
  uploadCalendarFile,
  type CalendarAnswer,
  type CalendarSync,
} from '#domain/contract/calendar.ts';
import { failureFrom, type ApiFailure, type Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';

/** 予定表の取り込み: where it comes from, and how the last import went. */
export class CalendarState {
  readonly source = new Remote<CalendarAnswer>();
  isBusy = $state(false);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  /** A file that could not be read changes nothing, so its problem stands in no stored state. */
  refused = $state.raw<CalendarSync | undefined>(undefined);
  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  load(): Promise<void> {
    return this.source.load(() => this.#call(readCalendarSource, {}));
  }
  saveUrl(url: string): Promise<boolean> {
    return this.#attempt(() => this.#call(saveCalendarSource, { body: { url } }));
  }
  upload(file: File): Promise<boolean> {
    return this.#attempt(async () => {
      const answer = await this.#call(uploadCalendarFile, { upload: { bytes: await file.arrayBuffer() } });
      if (answer.sync.problem !== null) this.refused = answer.sync;
      return answer;
    });
  }
  sync(): Promise<boolean> {
    return this.#attempt(() => this.#call(syncCalendar, {}));
  }
  remove(): Promise<boolean> {
    return this.#attempt(() => this.#call(removeCalendarSource, {}));
  }

  /** True: the portal answered; whether the calendar could be read stands in the answer. */
  async #attempt(work: () => Promise<CalendarAnswer>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.failure = undefined;
    this.refused = undefined;
    try {
      const answer = await work();
      await this.source.load(() => Promise.resolve({ source: answer.source }), true);
      return true;
    } catch (error) {
      this.failure = failureFrom(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
