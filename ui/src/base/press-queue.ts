import type { Today } from '#domain/contract/operations.ts';
import { failureFrom, type FailureCode } from './call.ts';
import type { KeptPress, Press, PressStore } from './press-store.ts';

/** The portal has not said what it thinks of the press: it waits on. Every other answer is a refusal. */
const UNDECIDED: readonly FailureCode[] = [
  'offline',
  'unavailable',
  'internal',
  'not_signed_in',
  'password_change_required',
  'too_many_requests',
  'other_person_signed_in',
];

interface Options {
  readonly store: PressStore;
  readonly personId: string;
  readonly send: (press: Press) => Promise<Today>;
  readonly nowMs: () => number;
  /** One sender at a time over all tabs. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly onChange: (kept: readonly KeptPress[]) => void;
}

/**
 * Presses of one person on this device. Each is kept before it is sent and forgotten when the portal has answered; sent again it carries the same id,
 * so the portal takes it once, whatever was lost on the way.
 *
 *   keep ─▶ sent at once ─▶ answered ─▶ forgotten
 *              │ no connection
 *              ▼
 *           waiting (送信待ち) ─ flush, in the order of pressing ─▶ answered ─▶ forgotten
 *                                                              └─ refused ─▶ shown until the person has read it
 */
export class PressQueue {
  readonly #options: Options;
  /** Being sent right now by the button itself. */
  readonly #inFlight = new Set<string>();
  constructor(options: Options) {
    this.#options = options;
  }

  /** Before the first sending. */
  async keep(press: Press): Promise<void> {
    const { store, personId, nowMs } = this.#options;
    this.#inFlight.add(press.operationId);
    await store.put({ press, personId, pressedAt: nowMs(), refused: null });
  }

  /** No connection: it waits from now on. */
  async letWait(operationId: string): Promise<void> {
    this.#inFlight.delete(operationId);
    await this.refresh();
  }

  /** Answered, or read by the person. */
  async forget(operationId: string): Promise<void> {
    this.#inFlight.delete(operationId);
    await this.#options.store.remove(operationId);
    await this.refresh();
  }

  /** A refused press is asked once more: the person has put right what was missing. */
  async retry(operationId: string): Promise<Today | undefined> {
    const kept = (await this.#own()).find((each) => each.press.operationId === operationId);
    if (kept !== undefined) await this.#options.store.put({ ...kept, refused: null });
    return this.flush();
  }

  async refresh(): Promise<void> {
    this.#options.onChange(await this.#own());
  }

  async #own(): Promise<KeptPress[]> {
    const { store, personId } = this.#options;
    const all = await store.list();
    return all.filter((each) => each.personId === personId && !this.#inFlight.has(each.press.operationId));
  }

  /** Sends what waits, until the connection is lost again. Answers the day as the last taken press left it. */
  async flush(): Promise<Today | undefined> {
    let today: Today | undefined;
    await this.#options.exclusively(async () => {
      for (const kept of await this.#own()) {
        if (kept.refused !== null) continue;
        const answer = await this.#sendLate(kept);
        if (answer === 'undecided') break;
        today = answer ?? today;
      }
    });
    await this.refresh();
    return today;
  }

  async #sendLate(kept: KeptPress): Promise<Today | 'undecided' | undefined> {
    const { store, send, nowMs, personId } = this.#options;
    const { press, pressedAt } = kept;
    try {
      const today = await send({ ...press, offline: { personId, pressedAt, sentAt: nowMs() } });
      await store.remove(press.operationId);
      return today;
    } catch (error) {
      const { code, workDate } = failureFrom(error);
      if (UNDECIDED.includes(code)) return 'undecided';
      await store.put({ ...kept, refused: { code, workDate } });
      return undefined;
    }
  }
}
