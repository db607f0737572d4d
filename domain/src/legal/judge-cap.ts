import type { CapState, LegalCap, LegalCapName } from '../contract/legal.ts';

/** An amount against its limit, exactly: no rounding, no tolerance. */
export interface CapMeasure {
  readonly used: number;
  readonly limit: number;
  /** From this share of the limit on the state is `near`. */
  readonly warnAtPercent: number;
  /** 「未満」: the limit itself is over already. */
  readonly isLimitOver?: boolean;
}

/** What may still come without being over; below 0: over by so much (未満: one more). */
export const leftOf = ({ used, limit, isLimitOver = false }: CapMeasure): number =>
  limit - used - (isLimitOver ? 1 : 0);

/**
 * 上限に対する状態.
 *
 *   used     0 ──────────── 80 % ─────────── limit ───────▶
 *   state    │     ok        │      near       │    over        45:00 of 45 h: near; 45:01: over
 *                                                               99:59 of 100 h (未満): near; 100:00: over
 *
 * Nothing used is never near, not even to a limit of 0.
 */
export function capStateOf(measure: CapMeasure): CapState {
  if (leftOf(measure) < 0) return 'over';
  return measure.used > 0 && measure.used * 100 >= measure.limit * measure.warnAtPercent ? 'near' : 'ok';
}

/** A cap with its forecast; `forecast` null: there is none. */
export function judgeCap(cap: LegalCapName, measure: CapMeasure, forecast: number | null): LegalCap {
  return {
    cap,
    used: measure.used,
    limit: measure.limit,
    left: leftOf(measure),
    state: capStateOf(measure),
    forecast,
    forecastState: forecast === null ? 'ok' : capStateOf({ ...measure, used: forecast }),
  };
}

const GRAVITY: Readonly<Record<CapState, number>> = { ok: 0, near: 1, over: 2 };

export const gravestOf = (states: readonly CapState[]): CapState =>
  states.reduce<CapState>((gravest, state) => (GRAVITY[state] > GRAVITY[gravest] ? state : gravest), 'ok');
