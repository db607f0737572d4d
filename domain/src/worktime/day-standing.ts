import type { WorkSpan } from './declared-spans.ts';

/**
 * Whether the declared figures may enter sums and files: not on a day that was closed at the boundary for want of 終了, until the person
 * corrects it (G:1105). One forgotten end takes the whole day's declared figures out; its PC figures stay in.
 */
export const isConfirmedDay = (declared: readonly WorkSpan[]): boolean =>
  declared.every((span) => span.endSource !== 'auto');

/** Requests of an end that someone still has to deal with: waiting, or sent back to its person. */
const UNSETTLED_END: ReadonlySet<string | undefined> = new Set(['submitted', 'returned', 'withdrawn']);

/**
 * Whether the figures count for now only: a declared span is open, its start waits for approval, or its end waits or was returned (which still
 * counts). Source: SPEC 4 and settled edges.
 */
export const isProvisionalDay = (declared: readonly WorkSpan[]): boolean =>
  declared.some(
    (span) =>
      span.endSource === 'open' ||
      span.startOperation.requestState === 'submitted' ||
      UNSETTLED_END.has(span.endOperation?.requestState),
  );
