import type { DEAD_LETTER_REASONS } from '#domain/contract/system-status.ts';

/** What may happen to one message. Closed: `settle` maps each kind to its effect, and nothing else touches acks. */
export type Outcome =
  | { kind: 'kept' }
  /** Seen and deliberately without effect (an older version of what is stored). */
  | { kind: 'dropped'; reason: DropReason }
  /** Delivered again after the delay; without one the broker decides, because the message is already no longer ours to answer. */
  | { kind: 'retry'; reason: RetryReason; afterMs: number | undefined }
  /** To the dead-letter stream with its reason, where a person lists and replays it. */
  | { kind: 'dead'; reason: DeadReason; error: string };

/** `removed`: work of a date whose record has been removed for its age. */
export type DropReason = 'stale' | 'removed';
export type RetryReason = 'lease_lost' | 'stopping';
/** Reasons of whole messages and of single items. */
export type DeadReason = (typeof DEAD_LETTER_REASONS)[number];

export const kept: Outcome = { kind: 'kept' };
export const dropped = (reason: DropReason): Outcome => ({ kind: 'dropped', reason });
export const retry = (reason: RetryReason, afterMs: number | undefined): Outcome => ({
  kind: 'retry',
  reason,
  afterMs,
});
export const dead = (reason: DeadReason, error: string): Outcome => ({ kind: 'dead', reason, error });
