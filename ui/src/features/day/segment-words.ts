import { nameOfPc } from '../../charts/describe-day.ts';
import type { Messages } from '../../messages/ja.ts';
import type { Segment } from './segments.ts';

/** What a stretch is, in a word: its state, what the PC did, or the title of its task. */
export function wordOf({ what }: Pick<Segment, 'what'>, m: Messages): string {
  if (what.kind === 'state') return m.minuteStates[what.state];
  return what.kind === 'pc' ? nameOfPc(what.run, m) : `${m.dayDetail.taskKinds[what.task]} ${what.title}`;
}
