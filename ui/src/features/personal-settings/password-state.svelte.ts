import { readPasswordRules } from '#domain/contract/security.ts';
import { changePassword, type Me } from '#domain/contract/session.ts';
import { failureFrom, type AnswerOf, type ApiFailure, type Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';
import { passwordChecks } from './password-checks.ts';

/** The change of the own password: what is typed, what the rules say to it, and what the portal answered. */
export class PasswordState {
  readonly rules = new Remote<AnswerOf<typeof readPasswordRules>>();
  current = $state('');
  next = $state('');
  repeated = $state('');
  isShown = $state(false);
  mayHaveLeaked = $state(false);
  isChecked = $state(false);
  isBusy = $state(false);
  isChanged = $state(false);
  failure = $state.raw<ApiFailure | undefined>(undefined);

  readonly #call: Call;
  readonly #me: Me;
  readonly checks = $derived.by(() =>
    this.rules.value ? passwordChecks(this.next, this.rules.value.policy, this.#me) : [],
  );
  readonly errors = $derived({
    current: this.current === '',
    next: this.checks.some((check) => !check.isMet) || this.next === '',
    repeated: this.repeated !== this.next,
  });
  /** The minimum age has not ended; a leak is a reason all the same. */
  readonly waitsUntil = $derived(this.rules.value?.mayChangeFrom ?? null);

  constructor(call: Call, me: Me) {
    this.#call = call;
    this.#me = me;
  }

  load(): Promise<void> {
    return this.rules.load(() => this.#call(readPasswordRules, {}));
  }

  /** True: it is changed. */
  async submit(): Promise<boolean> {
    this.isChecked = true;
    this.isChanged = false;
    this.failure = undefined;
    if (this.isBusy || Object.values(this.errors).includes(true)) return false;
    this.isBusy = true;
    try {
      const body = { currentPassword: this.current, newPassword: this.next };
      await this.#call(changePassword, { body: this.mayHaveLeaked ? { ...body, mayHaveLeaked: true } : body });
      this.current = this.next = this.repeated = '';
      this.isChecked = this.mayHaveLeaked = false;
      this.isChanged = true;
      return true;
    } catch (error) {
      this.failure = failureFrom(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
