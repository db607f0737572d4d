import type { DayState } from '../contract/computed-day.ts';
import type { WorkOperation } from '../contract/work-rules.ts';
import type { WorkSpan } from './declared-spans.ts';

/**
 * Where the day stands for its person.
 *
 *   notStarted ─開始→ working ─休憩→ onBreak ─再開→ working
 *                        │ 終了        │ 終了
 *                        └──→ ended ←──┘ ─開始→ working          open at the boundary → autoEnded
 *
 * A returned start goes on as the person pressed it (they are at work; only the request is to be corrected). A withdrawn one was never pressed.
 * A forgotten end of a span that is not declared leaves nothing to confirm, so it does not make the day `autoEnded`.
 */
export function dayStateOf(spans: readonly WorkSpan[]): DayState {
  const pressed = spans.filter((span) => span.startOperation?.requestState !== 'withdrawn');
  const last = pressed.at(-1);
  if (last?.endSource === 'open') return last.isOnBreak ? 'onBreak' : 'working';
  const counted = pressed.filter((span) => span.isDeclared || span.endSource === 'operation').at(-1);
  if (counted === undefined) return 'notStarted';
  return counted.endSource === 'auto' ? 'autoEnded' : 'ended';
}

const ALLOWED: Readonly<Record<DayState, readonly WorkOperation[]>> = {
  notStarted: ['start'],
  working: ['break', 'end'],
  onBreak: ['resume', 'end'],
  ended: ['start'],
  autoEnded: [],
};

/** Which of the four buttons do something. 終了 in a break ends both; 開始 after 終了 begins another span. An auto-ended day needs a correction. */
export const allowedOperations = (dayState: DayState): readonly WorkOperation[] => ALLOWED[dayState];
