import { recordOperation, type Today } from '#domain/contract/operations.ts';
import type { Call } from './call.ts';
import { PressQueue } from './press-queue.ts';
import { openPressStore, type KeptPress, type Press } from './press-store.ts';

/** While something waits, a connection that came back without telling is found this way. */
const TRY_AGAIN_MS = 15_000;

const exclusively = (work: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? navigator.locks.request('kinmu-presses', work) : work();

/** The presses of one person on this device, for the screens. See press-queue.ts. */
export class KeptPresses {
  kept = $state.raw<readonly KeptPress[]>([]);
  /** The day as the last press that was sent late left it. */
  today = $state.raw<Today | undefined>(undefined);
  readonly waiting: readonly KeptPress[] = $derived(this.kept.filter((each) => each.refused === null));
  readonly #queue: Promise<PressQueue>;

  constructor(call: Call, personId: string) {
    this.#queue = openPressStore().then((store) => {
      const send = (press: Press): Promise<Today> => call(recordOperation, { body: press });
      const onChange = (kept: readonly KeptPress[]): void => void (this.kept = kept);
      return new PressQueue({ store, personId, send, nowMs: () => Date.now(), exclusively, onChange });
    });
  }

  keep = async (press: Press): Promise<void> => (await this.#queue).keep(press);
  letWait = async (operationId: string): Promise<void> => (await this.#queue).letWait(operationId);
  forget = async (operationId: string): Promise<void> => (await this.#queue).forget(operationId);
  show = async (): Promise<void> => (await this.#queue).refresh();
  retry = async (operationId: string): Promise<void> => {
    this.today = (await (await this.#queue).retry(operationId)) ?? this.today;
  };
  flush = async (): Promise<void> => {
    this.today = (await (await this.#queue).flush()) ?? this.today;
  };

  /** For `{@attach}`: sends what waits now, when the connection comes back, and every quarter of a minute. */
  readonly watch = (): (() => void) => {
    const send = (): void => void this.flush();
    const timer = setInterval(() => {
      if (this.waiting.length > 0) send();
    }, TRY_AGAIN_MS);
    window.addEventListener('online', send);
    send();
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', send);
    };
  };
}
