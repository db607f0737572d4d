import type { DeclarationSource } from '../contract/computed-day.ts';
import type { Correction, DeclaredDay } from '../contract/work-rules.ts';
import type { WorkSpan } from './declared-spans.ts';

/**
 * Whether the declared figures may enter sums and files: not on a day that was closed at the boundary for want of 終了, until the person
 * corrects it (G:1105). One forgotten end takes the whole day's declared figures out; its PC figures stay in.
 */
export const isConfirmedDay = (declared: readonly WorkSpan[]): boolean =>
  declared.every((span) => span.endSource !== 'auto');

/** Requests of an end that someone still has to deal with: waiting, or sent back to its person. */
const UNSETTLED_END: ReadonlySet<string | undefined> = new Set(['submitted', 'returned', 'withdrawn']);

export interface StandingFacts {
  readonly declared: readonly WorkSpan[];
  readonly correction: Correction | undefined;
  readonly source: DeclarationSource;
  readonly recordedEndState: DeclaredDay['recordedEndState'];
}

/**
 * Whether the figures count for now only: a declared span is open, its start waits for approval, its end (also the one recorded from the PC log)
 * waits or was returned, which still counts, or the correction that holds waits. Source: SPEC 4 and settled edges.
 */
export const isProvisionalDay = ({ declared, correction, source, recordedEndState }: StandingFacts): boolean =>
  correction?.state === 'submitted' ||
  (source === 'autoRecorded' && UNSETTLED_END.has(recordedEndState)) ||
  declared.some(
    (span) =>
      span.endSource === 'open' ||
      span.startOperation?.requestState === 'submitted' ||
      UNSETTLED_END.has(span.endOperation?.requestState),
  );
