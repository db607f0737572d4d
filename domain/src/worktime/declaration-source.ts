import type { DeclarationSource } from '../contract/computed-day.ts';
import type { Correction } from '../contract/work-rules.ts';
import type { WorkSpan } from './declared-spans.ts';

/**
 * Whence the declared spans of a day come.
 *
 *   a correction holds                   → corrected, also where it says that nothing was worked
 *   the PC log gave the span, or its end → autoRecorded, autoRecordedEnd
 *   a declared start was brought in      → imported
 *   a declared start was pressed         → pressed
 *   no declared span                     → none
 */
export function declarationSourceOf(
  declared: readonly WorkSpan[],
  correction: Correction | undefined,
  recorded: DeclarationSource | undefined,
): DeclarationSource {
  if (correction !== undefined) return 'corrected';
  if (recorded !== undefined) return recorded;
  if (declared.length === 0) return 'none';
  return declared.some((span) => span.startOperation?.origin === 'imported') ? 'imported' : 'pressed';
}
