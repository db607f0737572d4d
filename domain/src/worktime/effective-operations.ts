import type { Correction, DeclaredDay, Operation } from '../contract/work-rules.ts';

/**
 * The 勤務修正 that holds: the latest that is neither returned nor withdrawn. One that waits holds too, provisionally.
 *
 *   first sent →   1 approved   2 approved   3 returned   4 withdrawn        → 2
 *   first sent →   1 returned                                                → none: what was pressed counts
 *
 * Source: SPEC 4, settled edges.
 */
export const effectiveCorrection = (day: Pick<DeclaredDay, 'corrections'>): Correction | undefined =>
  day.corrections.findLast(({ state }) => state === 'submitted' || state === 'approved');

/**
 * What counts of a day: the operations of the correction that holds, else what was pressed. A correction is the whole day as it should be, so presses
 * beside it have no effect, and its operations stand where it stands, whatever became of the presses they were made from. Without operations it
 * says that nothing was worked.
 *
 *   pressed     9:00 開始 (returned) … 18:00 終了
 *   correction  9:30 開始 … 18:00 終了, submitted          → 9:30-18:00, declared, provisional
 */
export function effectiveOperations(day: Pick<DeclaredDay, 'operations' | 'corrections'>): readonly Operation[] {
  const correction = effectiveCorrection(day);
  if (correction === undefined) return day.operations;
  return correction.operations.map((operation) => ({ ...operation, requestState: correction.state }));
}
