/** Smaller memory does not matter, and may be a slice of one that Node shares (its pool, a socket's). */
const LEAST = 128 * 1024;

/**
 * Gives memory back at once; nothing else may look at it any more. The collector of garbage waits until some thirty megabytes of such memory lie
 * about, in each thread: more than everything else that a job of ten million lines holds.
 */
export function releaseBytes({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength >= LEAST) buffer.transfer(0);
}
