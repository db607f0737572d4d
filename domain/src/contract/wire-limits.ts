/** Limits that ingest enforces and collectors respect. Apart from the schemas, for a process that is to stay small and needs no zod. */
export const WIRE_LIMITS = {
  bodyBytes: 1024 * 1024,
  inflatedBytes: 8 * 1024 * 1024,
  gzipRatio: 100,
  itemsPerBatch: 1000,
  jsonDepth: 8,
  processChars: 255,
  titleChars: 1024,
  urlChars: 2048,
  activityChars: 64,
  /** Facts older than this are rejected for good: the guide's screens reach back 13 months. */
  maxAgeDays: 400,
  /** A corrected instant further ahead than this is rejected as `in_the_future`. */
  maxAheadMinutes: 10,
  /** Skew up to this is left alone. */
  skewToleranceMs: 60_000,
} as const;

/** The nine counts of a closed minute, in the order in which they are stamped and stored. */
export const INPUT_COUNT_NAMES = [
  'letters',
  'digits',
  'numpad',
  'symbols',
  'others',
  'leftClicks',
  'rightClicks',
  'wheel',
  'moves',
] as const;
