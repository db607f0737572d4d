import type { DeclaredFigures } from '#domain/contract/work-rules.ts';

/** The amounts and readings that two states of a day may differ in, in the order in which they are shown. */
export const CHANGE_FIELDS = [
  'clockInClock',
  'clockOutClock',
  'scheduledMinutes',
  'workedMinutes',
  'breakMinutes',
  'overtimeMinutes',
  'holidayWorkMinutes',
  'lateNightMinutes',
  'unrequestedMinutes',
  'pcActiveMinutes',
] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];
/** Declared figures, where known with those of the PC. Clocks null: no declaration, or still open. */
export type ChangeFigures = DeclaredFigures & {
  readonly unrequestedMinutes?: number;
  readonly pcActiveMinutes?: number;
};

export interface FigureChange {
  readonly field: ChangeField;
  readonly before: number | null;
  readonly after: number | null;
}

/** What differs between two states of a day; `all`: every declared figure, also what stayed. Fields that either side lacks are left out. */
export function figureChanges(before: ChangeFigures, after: ChangeFigures, all = false): FigureChange[] {
  return CHANGE_FIELDS.flatMap((field) => {
    const change = { field, before: before[field], after: after[field] };
    if (change.before === undefined || change.after === undefined) return [];
    return all || change.before !== change.after ? [change as FigureChange] : [];
  });
}
