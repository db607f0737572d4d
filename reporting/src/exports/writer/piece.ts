/** Lines that are finished but for the encoding of the file. */
export interface ReadyLines {
  /** Memory of its own: it goes over to the writer's thread. */
  readonly utf8: Uint8Array;
  readonly rows: number;
}

/** What the file's format reads, as bytes: where a piece is megabytes, nobody but the thread makes a text of it. */
export interface RawRows {
  /** Memory of its own, as above. */
  readonly raw: Uint8Array;
}

/** Raw rows that the file's format reads, or lines that the engine wrote itself. */
export type PieceContent = string | RawRows | ReadyLines;

/** The memory of a piece that is bytes. */
export function bytesOf(content: PieceContent): Uint8Array | undefined {
  if (typeof content === 'string') return undefined;
  return 'raw' in content ? content.raw : content.utf8;
}
