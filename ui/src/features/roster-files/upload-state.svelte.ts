import {
  applyRosterDraft,
  createRosterDraft,
  FILE_NAME_HEADER,
  MAX_ROSTER_FILE_BYTES,
  putRosterFile,
  readRosterDraft,
  readRosterState,
  ROSTER_FILE_KINDS,
  undoLastUpload,
  type RosterFileKind,
} from '#domain/contract/roster.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { failureFrom, type AnswerOf, type ApiFailure, type Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';
import { kindOfFileName } from './file-kind.ts';

export type DryRun = AnswerOf<typeof readRosterDraft>;
export type RosterState = AnswerOf<typeof readRosterState>;
export interface ChosenFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}
/** What is going on: one step at a time, each said in words. */
export type Step =
  | { readonly name: 'idle' | 'checking' | 'applying' | 'undoing' }
  | { readonly name: 'sending'; readonly at: number; readonly all: number };
export type FileComplaint = { readonly kind: 'unknown' | 'tooLarge' | 'unreadable'; readonly names: string };

/** The upload of the roster files: chosen → checked (nothing is written) → applied. */
export class UploadState {
  readonly roster = new Remote<RosterState>();
  files = $state.raw<Partial<Record<RosterFileKind, ChosenFile>>>({});
  complaint = $state.raw<FileComplaint | undefined>(undefined);
  step = $state.raw<Step>({ name: 'idle' });
  dryRun = $state.raw<DryRun | undefined>(undefined);
  applied = $state.raw<AnswerOf<typeof applyRosterDraft> | undefined>(undefined);
  undone = $state.raw<number | undefined>(undefined);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  readonly chosen = $derived(ROSTER_FILE_KINDS.filter((kind) => this.files[kind] !== undefined));
  readonly isBusy = $derived(this.step.name !== 'idle');

  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  load(quiet = false): Promise<void> {
    return this.roster.load(() => this.#call(readRosterState, {}), quiet);
  }

  /** `kind`: the row at which the file was chosen; without it the name tells. The bytes are read at once: a file that changes later, or is locked, is noticed here. */
  async take(list: Iterable<File>, kind?: RosterFileKind): Promise<void> {
    if (this.isBusy) return;
    this.complaint = undefined;
    this.#forgetResults();
    const unknown: string[] = [];
    for (const file of list) {
      const target = kind ?? kindOfFileName(file.name);
      if (target === undefined) unknown.push(file.name);
      else await this.#takeOne(file, target);
    }
    if (unknown.length > 0) this.complaint = { kind: 'unknown', names: unknown.join('、') };
  }

  async #takeOne(file: File, kind: RosterFileKind): Promise<void> {
    if (file.size > MAX_ROSTER_FILE_BYTES) {
      this.complaint = { kind: 'tooLarge', names: file.name };
      return;
    }
    try {
      const bytes = await file.arrayBuffer();
      this.files = { ...this.files, [kind]: { name: file.name, bytes } };
    } catch {
      this.complaint = { kind: 'unreadable', names: file.name };
    }
  }

  drop(kind: RosterFileKind): void {
    const { [kind]: _, ...rest } = this.files;
    this.files = rest;
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
      const { draftId } = await this.#call(createRosterDraft, {});
      for (const [index, kind] of this.chosen.entries()) {
        const file = this.files[kind];
        if (file === undefined) continue;
        this.step = { name: 'sending', at: index + 1, all: this.chosen.length };
        const headers = { [FILE_NAME_HEADER]: encodeURIComponent(file.name) };
        await this.#call(putRosterFile, { params: { draftId, kind }, upload: { bytes: file.bytes, headers } });
      }
      this.step = { name: 'checking' };
      this.dryRun = await this.#call(readRosterDraft, { params: { draftId } });
    });
  }

  /** `effectiveFrom`: when groups, patterns and approval modes begin to hold; undefined: today. */
  apply(effectiveFrom: WorkDate | undefined): Promise<void> {
    return this.#attempt(async () => {
      const dryRun = this.dryRun;
      if (dryRun === undefined) return;
      this.step = { name: 'applying' };
      const { draftId, rosterVersion } = dryRun;
      const body = { rosterVersion, ...(effectiveFrom === undefined ? {} : { effectiveFrom }) };
      this.applied = await this.#call(applyRosterDraft, { params: { draftId }, body });
      this.dryRun = undefined;
      this.files = {};
    });
  }

  undo(): Promise<void> {
    return this.#attempt(async () => {
      const rosterVersion = this.roster.value?.version;
      if (rosterVersion === undefined) return;
      this.step = { name: 'undoing' };
      this.#forgetResults();
      this.undone = (await this.#call(undoLastUpload, { body: { rosterVersion } })).changes;
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
      this.step = { name: 'idle' };
      await this.load(true);
    }
  }
}
