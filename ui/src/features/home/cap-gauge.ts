import type { LegalCap } from '#domain/contract/legal.ts';

/** A cap as lengths of one line: what is used, where the month may end, and the limit. */
export interface Gauge {
  readonly used: number;
  readonly forecast: number | undefined;
  readonly limit: number;
}

/**
 * The line reaches to the limit, or as far as something is beyond it; so an excess is seen beyond the limit's mark and never cut off.
 *
 *   used ██████░░░░┊    limit 45:00        used ██████████┊███   limit passed
 */
export function capGauge(cap: Pick<LegalCap, 'used' | 'limit' | 'forecast'>, width: number): Gauge {
  const whole = Math.max(cap.limit, cap.used, cap.forecast ?? 0, 1);
  const length = (value: number): number => Math.round((Math.max(0, value) / whole) * width * 100) / 100;
  return {
    used: length(cap.used),
    forecast: cap.forecast === null || cap.forecast <= cap.used ? undefined : length(cap.forecast),
    limit: length(cap.limit),
  };
}
