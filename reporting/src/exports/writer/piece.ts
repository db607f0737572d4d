/** Lines that are finished but for the encoding of the file. */
export interface ReadyLines {
  /** Memory of its own: it goes over to the writer's thread. */
  readonly utf8: Uint8Array;
  readonly rows: number;
}

/** Raw rows as text that the file's format reads, or lines that the engine wrote itself. */
export type PieceContent = string | ReadyLines;
