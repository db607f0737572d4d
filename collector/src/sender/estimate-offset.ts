import { WIRE_LIMITS } from '#domain/contract/wire.ts';

/** How far the present estimate may be from a held offset before that one is given up. */
const HOLD_MINUTES = 0.75;

/**
 * Milliseconds to add to the PC's clock to get the server's, from one exchange: the server's answer is placed in the middle of the way.
 * undefined: the clock was set, or the way was too long to tell anything.
 */
export function estimateSkewMs(exchange: {
  sentAt: number;
  answeredAt: number;
  elapsedMs: number;
  serverTime: number;
}): number | undefined {
  const { sentAt, answeredAt, elapsedMs, serverTime } = exchange;
  if (elapsedMs > 10_000 || Math.abs(answeredAt - sentAt - elapsedMs) > 1_000) return undefined;
  return Math.round(serverTime - (sentAt + answeredAt) / 2);
}

/**
 * Whole minutes to add to a reading of the PC: 0 up to a skew of 60 s, else the skew rounded. A held offset stays while it is within HOLD_MINUTES,
 * so that a skew near a half minute does not swing and lay two minutes onto one.
 */
export function offsetFor(skewMs: number, heldMinutes = 0): number {
  if (Math.abs(skewMs) <= WIRE_LIMITS.skewToleranceMs) return 0;
  const minutes = skewMs / 60_000;
  return heldMinutes !== 0 && Math.abs(minutes - heldMinutes) < HOLD_MINUTES ? heldMinutes : Math.round(minutes);
}
