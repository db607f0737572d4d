import type { DayState } from '#domain/contract/computed-day.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import { allowedOperations } from '#domain/worktime/allowed-operations.ts';
import type { KeptPress } from './press-store.ts';

const AFTER: Readonly<Record<WorkOperation, DayState>> = {
  start: 'working',
  break: 'onBreak',
  resume: 'working',
  end: 'ended',
};

/** Where the day stands once everything has been taken that waits. */
export const dayStateAfter = (dayState: DayState, waiting: readonly KeptPress[]): DayState => {
  const last = waiting.at(-1);
  return last === undefined ? dayState : AFTER[last.press.kind];
};

/** The button that is most likely pressed next: whoever rests resumes, whoever works ends. */
export const likelyNext = (dayState: DayState): WorkOperation | null =>
  dayState === 'onBreak' ? 'resume' : (allowedOperations(dayState).at(-1) ?? null);

/** The buttons as they are after the presses that wait; figures and history stay those of the portal. */
export function todayAfter(today: Today, waiting: readonly KeptPress[]): Today {
  if (waiting.length === 0) return today;
  const dayState = dayStateAfter(today.dayState, waiting);
  const allowed = [...allowedOperations(dayState)];
  // Since when is told by the list of what waits.
  return { ...today, dayState, allowed, nextOperation: likelyNext(dayState), lastOperationClock: null };
}
