import { readMe, signOut, type Me } from '#domain/contract/session.ts';
import { ApiFailure, type Call, type FailureCode } from '../base/call.ts';
import { isAttended, watchAttendance } from '../base/attended.ts';
import { forgetPerson, remember } from '../base/remembered.ts';
import { createCall } from './api.ts';

export type SignInNotice = 'sessionEnded' | 'signedOut' | undefined;

/** Who is signed in. `undefined`: not asked yet; `null`: nobody. */
export class Session {
  me = $state.raw<Me | null | undefined>(undefined);
  notice = $state.raw<SignInNotice>(undefined);
  failure = $state.raw<FailureCode | undefined>(undefined);
  /** When a request last kept the session alive, from whichever tab (epoch ms). */
  lastUsedMs = $state(Date.now());
  readonly #tabs = new BroadcastChannel('kinmu-session');
  readonly call: Call;

  constructor() {
    this.call = createCall({
      fetch: window.fetch.bind(window),
      isAttended,
      onUsed: () => {
        this.lastUsedMs = Date.now();
        this.#tabs.postMessage('used');
      },
      onSignedOut: () => this.#end(),
      onMustChangePassword: () => void this.refresh(),
    });
    watchAttendance(window);
    this.#tabs.onmessage = () => (this.lastUsedMs = Date.now());
  }

  #end(): void {
    if (this.me) this.notice = 'sessionEnded';
    this.me = null;
  }

  async restore(): Promise<void> {
    this.failure = undefined;
    try {
      const me = await this.call(readMe, {});
      remember(me, undefined);
      this.me = me;
    } catch (error) {
      if (error instanceof ApiFailure && error.code !== 'not_signed_in') this.failure = error.code;
    }
  }

  /** A failure leaves what is known; the next request tells. */
  async refresh(): Promise<void> {
    await this.call(readMe, {}).then(
      (me) => (this.me = me),
      () => undefined,
    );
  }

  /** Whether the portal answers at all. */
  async isReachable(): Promise<boolean> {
    return this.call(readMe, {}).then(
      () => true,
      (error: unknown) => error instanceof ApiFailure && error.code !== 'offline',
    );
  }

  signedIn(me: Me): void {
    this.notice = undefined;
    remember(me, undefined);
    this.me = me;
  }

  async signOut(): Promise<void> {
    // A session that is already gone, or a server that cannot be reached, must not keep anyone on the page.
    await this.call(signOut, {}).catch(() => undefined);
    forgetPerson();
    this.me = null;
    this.notice = 'signedOut';
  }
}
