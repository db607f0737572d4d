import { importPresence, MAX_PRESENCE_FILE_BYTES, type PresenceImport } from '#domain/contract/presence-import.ts';
import { failureFrom, type FailureCode } from '../../base/call.ts';
import type { usePortal } from '../../base/portal.ts';

/** One file on its way in: chosen and looked at, then imported. The file stays with the browser until then. */
export class PresenceImportState {
  readonly #call: ReturnType<typeof usePortal>['call'];
  file = $state.raw<File | undefined>(undefined);
  result = $state.raw<PresenceImport | undefined>(undefined);
  failure = $state.raw<FailureCode | undefined>(undefined);
  isBusy = $state(false);
  /** Something would change by importing it. */
  readonly canApply = $derived(
    this.result !== undefined &&
      !this.result.isApplied &&
      this.result.problems.errors === 0 &&
      this.result.counts.added + this.result.counts.replaced > 0,
  );

  constructor(call: ReturnType<typeof usePortal>['call']) {
    this.#call = call;
  }

  async choose(file: File | undefined): Promise<void> {
    if (file === undefined || this.isBusy) return;
    this.file = file;
    await this.#send('0');
  }

  async apply(): Promise<void> {
    if (this.canApply && !this.isBusy) await this.#send('1');
  }

  async #send(apply: '0' | '1'): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    this.isBusy = true;
    this.failure = undefined;
    try {
      if (file.size > MAX_PRESENCE_FILE_BYTES) throw new TooLarge();
      const bytes = await file.arrayBuffer();
      this.result = await this.#call(importPresence, { query: { apply }, upload: { bytes } });
    } catch (error) {
      this.result = undefined;
      this.failure = error instanceof TooLarge ? 'file_too_large' : failureFrom(error).code;
    } finally {
      this.isBusy = false;
    }
  }
}

class TooLarge extends Error {}
