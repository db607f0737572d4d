import type { ExportEncoding } from '#domain/contract/export-jobs.ts';
import type { FormatName } from './formats.ts';
import type { PieceContent } from './piece.ts';

/** What the writer's thread is started with. */
export interface WriterOptions {
  /** Written to, synced, never renamed by the thread. */
  readonly path: string;
  /** `csv`: the one file itself. */
  readonly container: 'csv' | 'zip';
  readonly encoding: ExportEncoding;
  readonly guardsFormulas: boolean;
  /** Time of every entry of the zip, so that equal data gives equal bytes. Epoch ms. */
  readonly entryTimeMs: number;
}

export type WriterMessage =
  | { readonly kind: 'begin'; readonly format: FormatName; readonly fileName: string; readonly context: unknown }
  | { readonly kind: 'piece'; readonly content: PieceContent }
  | { readonly kind: 'end' }
  | { readonly kind: 'finish' };

export interface WriterReport {
  readonly rows: number;
  readonly replaced: number;
  readonly bytes: number;
}

/** Each message is answered once, in order; the answer of a piece comes when its bytes have found room. */
export type WriterAnswer =
  { readonly ok: true; readonly report?: WriterReport } | { readonly ok: false; readonly error: unknown };
