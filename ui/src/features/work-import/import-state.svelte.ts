import { FILE_NAME_HEADER } from '#domain/contract/roster.ts';
import {
  applyWorkImportDraft,
  createWorkImportDraft,
  listWorkImports,
  MAX_WORK_IMPORT_FILE_BYTES,
  putWorkImportFile,
  readWorkImportDraft,
  undoWorkImport,
  WORK_IMPORT_FILE_KINDS,
  type WorkImport,
  type WorkImportFileKind,
} from '#domain/contract/work-import.ts';
import { failureFrom, type AnswerOf, type ApiFailure, type Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';

export type ImportDryRun = AnswerOf<typeof readWorkImportDraft>;
type ImportApplied = AnswerOf<typeof applyWorkImportDraft>;
interface ChosenFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}
type Step = 'idle' | 'sending' | 'checking' | 'applying' | 'undoing';
type Complaint = { readonly kind: 'tooLarge' | 'unreadable'; readonly name: string };

/** 過去の勤務の取り込み: files chosen → tried (nothing is written) → brought in; the imports done stand below and can be taken back. */
export class ImportState {
  readonly imports = new Remote<readonly WorkImport[]>();
  files = $state.raw<Partial<Record<WorkImportFileKind, ChosenFile>>>({});
  /** Days of an earlier import may be replaced. */
  replaces = $state(false);
  complaint = $state.raw<Complaint | undefined>(undefined);
  step = $state.raw<Step>('idle');
  dryRun = $state.raw<ImportDryRun | undefined>(undefined);
  applied = $state.raw<ImportApplied | undefined>(undefined);
  undone = $state.raw<AnswerOf<typeof undoWorkImport> | undefined>(undefined);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  readonly chosen = $derived(WORK_IMPORT_FILE_KINDS.filter((kind) => this.files[kind] !== undefined));
  readonly isBusy = $derived(this.step !== 'idle');

  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  load(quiet = false): Promise<void> {
    return this.imports.load(async () => (await this.#call(listWorkImports, {})).imports, quiet);
  }

  /** The bytes are read at once: a file that changes later, or is locked, is noticed here. */
  async take(kind: WorkImportFileKind, file: File | undefined): Promise<void> {
    if (file === undefined || this.isBusy) return;
    this.#forgetResults();
    this.complaint = undefined;
    if (file.size > MAX_WORK_IMPORT_FILE_BYTES) {
      this.complaint = { kind: 'tooLarge', name: file.name };
      return;
    }
    try {
      this.files = { ...this.files, [kind]: { name: file.name, bytes: await file.arrayBuffer() } };
    } catch {
      this.complaint = { kind: 'unreadable', name: file.name };
    }
  }

  drop(kind: WorkImportFileKind): void {
    const { [kind]: _, ...rest } = this.files;
    this.files = rest;
    this.#forgetResults();
  }

  /** The choice changes what the files would do: the old result is none any more. */
  chooseReplacing(replaces: boolean): void {
    this.replaces = replaces;
    this.#forgetResults();
  }

  startOver(): void {
    this.files = {};
    this.#forgetResults();
  }

  #forgetResults(): void {
    this.dryRun = this.applied = this.undone = this.failure = undefined;
  }

  check(): Promise<void> {
    return this.#attempt(async () => {
      this.#forgetResults();
      this.step = 'sending';
      const { draftId } = await this.#call(createWorkImportDraft, {});
      for (const kind of this.chosen) {
        const file = this.files[kind];
        if (file === undefined) continue;
        const headers = { [FILE_NAME_HEADER]: encodeURIComponent(file.name) };
        await this.#call(putWorkImportFile, { params: { draftId, kind }, upload: { bytes: file.bytes, headers } });
      }
      this.step = 'checking';
      const query = { replace: this.replaces ? ('1' as const) : ('0' as const) };
      this.dryRun = await this.#call(readWorkImportDraft, { params: { draftId }, query });
    });
  }

  apply(): Promise<void> {
    return this.#attempt(async () => {
      const { dryRun, replaces } = this;
      if (dryRun === undefined) return;
      this.step = 'applying';
      const { draftId, fingerprint } = dryRun;
      this.applied = await this.#call(applyWorkImportDraft, { params: { draftId }, body: { fingerprint, replaces } });
      this.dryRun = undefined;
      this.files = {};
    });
  }

  undo(importId: string): Promise<void> {
    return this.#attempt(async () => {
      this.step = 'undoing';
      this.#forgetResults();
      this.undone = await this.#call(undoWorkImport, { params: { importId } });
    });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.failure = undefined;
    try {
      await work();
    } catch (error) {
      this.failure = failureFrom(error);
    } finally {
      this.step = 'idle';
      await this.load(true);
    }
  }
}
