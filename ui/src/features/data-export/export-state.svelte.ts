import {
  cancelExportJob,
  createExportJob,
  listExportDownloads,
  listExportJobs,
  type ExportJob,
  type ExportKind,
} from '#domain/contract/export-jobs.ts';
import { failureFrom, type AnswerOf, type ApiFailure, type Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';
import { wantedOf, type ExportChoice } from './export-choice.ts';

type Jobs = AnswerOf<typeof listExportJobs>;
type Entries = AnswerOf<typeof listExportDownloads>['entries'];

/** データ管理: what is being made and by whom, what is there to download, who made and took what. */
export class ExportState {
  readonly jobs = new Remote<Jobs>();
  readonly entries = new Remote<Entries>();
  failure = $state.raw<ApiFailure | undefined>(undefined);
  /** Read aloud, and shown above the list. */
  news = $state.raw<{ readonly kind: 'cancelled' } | { readonly kind: 'finished'; readonly file: string } | undefined>(
    undefined,
  );
  isSending = $state(false);
  readonly running = $derived(this.jobs.value?.running ?? undefined);
  /** Made and waiting for the same press: a lost answer sent again is the same job. */
  #jobIds: Partial<Record<ExportKind, string | undefined>> = {};
  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  /** `quiet`: the poll. A job that was running and is done now is news. */
  async load(quiet = false): Promise<void> {
    const before = this.running;
    await Promise.all([
      this.jobs.load(() => this.#call(listExportJobs, {}), quiet),
      this.entries.load(async () => (await this.#call(listExportDownloads, { query: {} })).entries, quiet),
    ]);
    const ended = before && this.finishedOf(before.kind).find((job) => job.jobId === before.jobId);
    if (ended?.file) this.news = { kind: 'finished', file: ended.file.fileName };
  }

  finishedOf(kind: ExportKind): readonly ExportJob[] {
    return this.jobs.value?.finished.filter((job) => job.kind === kind) ?? [];
  }

  create(kind: ExportKind, choice: ExportChoice): Promise<void> {
    const jobId = (this.#jobIds[kind] ??= crypto.randomUUID());
    return this.#send(async () => {
      await this.#call(createExportJob, { body: { jobId, kind, ...wantedOf(choice) } });
      this.#jobIds[kind] = undefined;
    });
  }

  cancel(jobId: string): Promise<void> {
    return this.#send(async () => {
      await this.#call(cancelExportJob, { params: { jobId } });
      this.news = { kind: 'cancelled' };
    });
  }

  async #send(work: () => Promise<void>): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.failure = undefined;
    this.news = undefined;
    try {
      await work();
    } catch (error) {
      this.failure = failureFrom(error);
    } finally {
      await this.load(true);
      this.isSending = false;
    }
  }
}
