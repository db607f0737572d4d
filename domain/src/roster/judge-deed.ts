import type { RosterProblemCode } from './problem-text.ts';
import type { Deed } from './roster-columns.ts';

/** What the roster holds under the id of a row. */
export type Standing = 'absent' | 'active' | 'suspended' | 'removed';

/** `done`: the row acts. `alreadyDone`: it asks for what is so already; nothing happens, with a warning. Else: why it is refused. */
export type DeedVerdict = 'done' | RosterProblemCode;

/**
 * Every update code against every standing (guide tables 3-2, 3-4, 3-6). Groups and patterns are never suspended. Re-registration lifts a
 * deletion and a suspension; 完全削除 takes whatever is there; what is removed must be restored before anything else.
 */
const VERDICTS: Readonly<Record<Exclude<Deed, 'none'>, Readonly<Record<Standing, DeedVerdict>>>> = {
  add: { absent: 'done', active: 'exists', suspended: 'exists', removed: 'existsRemoved' },
  change: { absent: 'notRegistered', active: 'done', suspended: 'done', removed: 'isRemoved' },
  suspend: { absent: 'notRegistered', active: 'done', suspended: 'alreadyDone', removed: 'isRemoved' },
  restore: { absent: 'notRegistered', active: 'notRemoved', suspended: 'done', removed: 'done' },
  reissue: { absent: 'notRegistered', active: 'done', suspended: 'reissueSuspended', removed: 'isRemoved' },
  remove: { absent: 'notRegistered', active: 'done', suspended: 'done', removed: 'alreadyDone' },
  delete: { absent: 'notRegistered', active: 'done', suspended: 'done', removed: 'done' },
};

export const judgeDeed = (deed: Exclude<Deed, 'none'>, standing: Standing): DeedVerdict => VERDICTS[deed][standing];
