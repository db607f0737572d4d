const DAY_MS = 86_400_000;

/** When a password ends: 有効期間 from its last change, in days of 24 hours; null: 無期限. */
export const passwordExpiresAt = (setAt: number, validDays: number | null): number | null =>
  validDays === null ? null : setAt + validDays * DAY_MS;

/** 有効期間 (guide table 6-1, 90 days): from that moment on the password only opens the way to a new one. */
export function isPasswordExpired(setAt: number, validDays: number | null, nowMs: number): boolean {
  const expiresAt = passwordExpiresAt(setAt, validDays);
  return expiresAt !== null && nowMs >= expiresAt;
}

const NOTICE_DAYS = 14;

/** The last two weeks, with a short validity its last third: the screen says that a change is near. */
export function expiresSoon(setAt: number, validDays: number | null, nowMs: number): boolean {
  const expiresAt = passwordExpiresAt(setAt, validDays);
  if (expiresAt === null || validDays === null) return false;
  return nowMs < expiresAt && nowMs >= expiresAt - Math.min(NOTICE_DAYS, validDays / 3) * DAY_MS;
}
