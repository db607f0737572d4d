const DAY_MS = 86_400_000;

/** `chosen`: of the person's own will. `forced`: one-time or expired. `leaked`: the person thinks that somebody else knows it. */
export type ChangeReason = 'chosen' | 'forced' | 'leaked';

/**
 * 変更禁止期間 (guide table 6-1, 1 day): the first moment at which a password may be changed; null: at once. It keeps people from changing
 * 24 times in a row to come back to the old one, and must never stand between a person and a needed change: not for a forced one, nor for a
 * password that may have leaked.
 */
export const mayChangeFrom = (setAt: number, minAgeDays: number | null, reason: ChangeReason): number | null =>
  minAgeDays === null || reason !== 'chosen' ? null : setAt + minAgeDays * DAY_MS;

export function mayChangePassword(
  setAt: number,
  minAgeDays: number | null,
  reason: ChangeReason,
  nowMs: number,
): boolean {
  const from = mayChangeFrom(setAt, minAgeDays, reason);
  return from === null || nowMs >= from;
}
