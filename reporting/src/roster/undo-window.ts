import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * An upload can be undone for so long, while it is the newest change of the roster. The end makes 完全削除 certain: behind it the values about
 * a person who was deleted are erased, also in a roster that nobody touches again.
 */
const UNDO_DAYS = 7;

/** Whether an upload made then can still be undone, by the record store's clock. */
export const isInUndoWindow = (changedAt: RawBuilder<Date>): RawBuilder<boolean> =>
  sql<boolean>`(${changedAt} > now() - make_interval(days => ${UNDO_DAYS}))`;
