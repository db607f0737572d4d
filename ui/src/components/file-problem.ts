/** One thing wrong, or doubtful, in an uploaded file. `text` is the whole sentence; without a line it is about the file as a whole. */
export interface FileProblem {
  /** Of all problems of a file, or of none: then each is an error. */
  readonly severity?: 'error' | 'warning';
  readonly line: number | null;
  readonly column: string | null;
  /** What stood there, where it is known. */
  readonly cell?: string | null;
  readonly text: string;
}
