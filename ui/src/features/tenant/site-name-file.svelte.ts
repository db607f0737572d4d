import { compareSiteNames } from '#domain/contract/site-name-comparison.ts';
import { MAX_SITE_NAME_FILE_BYTES, uploadSiteNames } from '#domain/contract/settings.ts';
import { failureFrom, type AnswerOf, type Call, type FailureCode } from '../../base/call.ts';
import { withPart, type Comparison } from './site-name-changes.ts';

type Registered = AnswerOf<typeof uploadSiteNames>['registered'];

/** A chosen mapping file: first what it would change, counted part by part, then its registration. */
export class SiteNameFile {
  readonly #call: Call;
  readonly #onRegistered: (registered: Registered) => void;
  #bytes: ArrayBuffer | undefined;
  /** Counting goes on for this choice only. */
  #choice = 0;

  fileName = $state('');
  comparison = $state.raw<Comparison | undefined>(undefined);
  isCounting = $state(false);
  isRegistering = $state(false);
  isRegistered = $state(false);
  failure = $state.raw<FailureCode | undefined>(undefined);
  readonly isChosen = $derived(this.fileName !== '');
  readonly hasProblems = $derived((this.comparison?.problems.total ?? 0) > 0);
  readonly isWhole = $derived(this.comparison !== undefined && this.comparison.next === null && !this.isCounting);

  constructor(call: Call, onRegistered: (registered: Registered) => void) {
    this.#call = call;
    this.#onRegistered = onRegistered;
  }

  async choose(file: File): Promise<void> {
    this.drop();
    this.fileName = file.name;
    if (file.size > MAX_SITE_NAME_FILE_BYTES) {
      this.failure = 'file_too_large';
      this.fileName = '';
      return;
    }
    this.#bytes = await file.arrayBuffer();
    await this.count();
  }

  /** Counts from the beginning; also after a failure. */
  async count(): Promise<void> {
    const bytes = this.#bytes;
    if (bytes === undefined) return;
    const choice = (this.#choice += 1);
    this.failure = this.comparison = undefined;
    this.isCounting = true;
    try {
      let sum: Comparison | undefined;
      do {
        const after = sum?.next ?? undefined;
        const part = await this.#call(compareSiteNames, { query: { after }, upload: { bytes } });
        if (choice !== this.#choice) return;
        this.comparison = sum = withPart(sum, part);
      } while (sum.next !== null);
    } catch (error) {
      if (choice === this.#choice) this.failure = failureFrom(error).code;
    } finally {
      if (choice === this.#choice) this.isCounting = false;
    }
  }

  /** The file as it was looked at. Where counting had not ended it ends now: what comes after would be compared with itself. */
  async register(): Promise<void> {
    const bytes = this.#bytes;
    if (bytes === undefined || this.isRegistering) return;
    this.isRegistering = true;
    this.failure = undefined;
    if (this.isCounting) this.#choice += 1;
    this.isCounting = false;
    try {
      const { isApplied, registered, problems } = await this.#call(uploadSiteNames, { upload: { bytes } });
      if (isApplied) {
        this.isRegistered = true;
        this.#onRegistered(registered);
      } else if (this.comparison !== undefined) this.comparison = { ...this.comparison, problems };
    } catch (error) {
      this.failure = failureFrom(error).code;
    } finally {
      this.isRegistering = false;
    }
  }

  drop(): void {
    this.#choice += 1;
    this.#bytes = undefined;
    this.fileName = '';
    this.failure = this.comparison = undefined;
    this.isCounting = this.isRegistered = false;
  }
}
