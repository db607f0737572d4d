export interface WatchParentsOptions {
  /** Called once, when the process that this one works for is gone. */
  readonly onOrphaned: () => void;
  /** Milliseconds between two looks; 500 unless told. */
  readonly intervalMs?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Watches the parent and, under npm, the npm process above the shell that npm puts between. Returns a function that
 * stops the watch. The timer does not keep the process alive.
 */
export function watchParents(options: WatchParentsOptions): () => void;
