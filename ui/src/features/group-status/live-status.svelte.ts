import {
  readGroupStatus,
  streamGroupStatus,
  type PersonStatus,
  type StatusList,
  type StreamEnd,
} from '#domain/contract/group-status.ts';
import { failureFrom, urlOf, type ApiFailure, type Call } from '../../base/call.ts';
import { replacePerson } from './status-rows.ts';

/** How the rows stay fresh. `polling`: no stream is to be had (too many tabs, a proxy that holds it back). */
export type Line = 'opening' | 'live' | 'reconnecting' | 'polling' | 'noRight';

export interface Asked {
  readonly groupId: string;
  readonly withBelow: boolean;
}
interface Options {
  readonly call: Call;
  /** The session is over: reading anything leads to the sign-in page. */
  readonly onSignedOut: () => void;
}

const POLL_MS = 60_000;

/**
 * The rows of a group as they change. The browser opens a broken stream again by itself, and each stream begins with the whole list, so there is
 * nothing to catch up on. A hidden page holds no stream: tabs of the background would use up the person's places.
 */
export class LiveStatus {
  /** What `Loadable` asks: the list, or why there is none. */
  value = $state.raw<StatusList | undefined>(undefined);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  isLoading = $state(false);
  line = $state<Line>('opening');
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Follows a group until the answer is called; another group begins with an empty screen. */
  follow(asked: Asked): () => void {
    this.value = undefined;
    this.failure = undefined;
    let close = (): void => undefined;
    const onVisible = (): void => {
      close();
      close = document.visibilityState === 'visible' ? this.#open(asked) : () => undefined;
    };
    document.addEventListener('visibilitychange', onVisible);
    onVisible();
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      close();
    };
  }

  #open(asked: Asked): () => void {
    this.line = this.value === undefined ? 'opening' : 'reconnecting';
    const input = inputOf(asked);
    const source = new EventSource(urlOf(streamGroupStatus.path, input));
    let stopPolling = (): void => undefined;
    source.addEventListener('list', ({ data }: MessageEvent<string>) => {
      this.value = JSON.parse(data) as StatusList;
      this.failure = undefined;
      this.line = 'live';
    });
    source.addEventListener('person', ({ data }: MessageEvent<string>) =>
      this.#change(JSON.parse(data) as PersonStatus),
    );
    source.addEventListener('end', ({ data }: MessageEvent<string>) => {
      const { reason } = JSON.parse(data) as { reason: StreamEnd };
      if (reason === 'stopping') return;
      source.close();
      if (reason === 'signedOut') this.#options.onSignedOut();
      else this.line = 'noRight';
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) {
        if (this.value !== undefined) this.line = 'reconnecting';
        return;
      }
      stopPolling();
      stopPolling = this.#poll(asked);
    });
    return () => {
      source.close();
      stopPolling();
    };
  }

  #change(person: PersonStatus): void {
    if (this.value === undefined) return;
    this.value = { ...this.value, asOf: Date.now(), people: replacePerson(this.value.people, person) };
  }

  /** Also tells why there is no stream: the refusal of the same question, as an answer. */
  #poll(asked: Asked): () => void {
    let isOver = false;
    const read = async (): Promise<void> => {
      try {
        const value = await this.#options.call(readGroupStatus, inputOf(asked));
        if (isOver) return;
        this.value = value;
        this.failure = undefined;
        this.line = 'polling';
      } catch (error) {
        if (isOver) return;
        if (this.value === undefined) this.failure = failureFrom(error);
        this.line = 'reconnecting';
      }
    };
    const timer = setInterval(() => void read(), POLL_MS);
    void read();
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }
}

const inputOf = ({ groupId, withBelow }: Asked) => ({
  params: { groupId },
  query: { below: withBelow ? ('1' as const) : ('0' as const) },
});
