import type { CalendarCounts } from '#domain/contract/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { TaskRow } from '../records/read-tasks.ts';
import type { LeftOut } from './calendar-entry.ts';
import { uidOfExternalId } from './place-entries.ts';
import type { PlacedEntry } from './place-entries.ts';

export interface ImportPlan {
  readonly insert: readonly PlacedEntry[];
  readonly change: readonly { readonly row: TaskRow; readonly entry: PlacedEntry }[];
  readonly remove: readonly TaskRow[];
  /** The calendar dropped them; what the person wrote stays. */
  readonly drop: readonly TaskRow[];
  /** Past ones with a report whose appointment goes on elsewhere: from now on they are nobody's copy. */
  readonly release: readonly TaskRow[];
  readonly counts: Omit<CalendarCounts, 'leftOutPrivate' | 'leftOutCancelled' | 'leftOutFree' | 'leftOutUnreadable'>;
}

const hasReport = (row: TaskRow): boolean => row.report !== '' || row.progress > 0;

/**
 * What an import has to do, so that the tasks of a person from today on are the calendar's appointments.
 *
 *   in the calendar, not here      insert
 *   in both                        change, where title, detail or times differ; report, progress, kind and 勤務形態 are the person's
 *   here, not in the calendar      remove; with a report or progress: keep it, marked as dropped
 *   deleted by the person here     stays away
 *
 * The same appointment is the one with the same id; where a whole series has got other ids (its rule was changed), the one of the same UID on the
 * same date. Days before today are history and stay, but an appointment moved from there to a later day moves with it.
 */
export function planImport(
  present: readonly TaskRow[],
  entries: readonly PlacedEntry[],
  dismissed: ReadonlySet<string>,
  today: WorkDate,
): ImportPlan {
  const wanted = new Map(
    entries.filter((entry) => !dismissed.has(entry.externalId)).map((entry) => [entry.externalId, entry]),
  );
  const release = present.filter((row) => row.work_date < today && hasReport(row) && wanted.has(row.external_id ?? ''));
  const followed = present.filter((row) => !release.includes(row));
  const pairs = pairUp(followed, wanted);
  const orphans = followed.filter((row) => !pairs.has(row) && row.work_date >= today);
  const paired = new Set(pairs.values());
  const insert = [...wanted.values()].filter((entry) => !paired.has(entry));
  const change = [...pairs].filter(([row, entry]) => differs(row, entry)).map(([row, entry]) => ({ row, entry }));
  const remove = orphans.filter((row) => !hasReport(row));
  const kept = orphans.filter(hasReport);
  const counts = {
    ...{ added: insert.length, changed: change.length, removed: remove.length },
    ...{ unchanged: pairs.size - change.length, kept: kept.length },
  };
  return { insert, change, remove, drop: kept.filter((row) => !row.is_dropped), release, counts };
}

/** Rows with their entries: by id first, then what is left by UID and date. */
function pairUp(rows: readonly TaskRow[], wanted: ReadonlyMap<string, PlacedEntry>): ReadonlyMap<TaskRow, PlacedEntry> {
  const pairs = new Map<TaskRow, PlacedEntry>();
  for (const row of rows) {
    const entry = wanted.get(row.external_id ?? '');
    if (entry !== undefined) pairs.set(row, entry);
  }
  const taken = new Set(pairs.values());
  const left = Map.groupBy(
    [...wanted.values()].filter((entry) => !taken.has(entry)),
    (entry) => `${entry.workDate} ${entry.uid}`,
  );
  for (const row of rows) {
    if (pairs.has(row)) continue;
    const entry = left.get(`${row.work_date} ${uidOfExternalId(row.external_id ?? '')}`)?.shift();
    if (entry !== undefined) pairs.set(row, entry);
  }
  return pairs;
}

const differs = (row: TaskRow, entry: PlacedEntry): boolean =>
  row.is_dropped ||
  row.external_id !== entry.externalId ||
  row.work_date !== entry.workDate ||
  row.title !== entry.title ||
  row.detail !== entry.detail ||
  row.is_all_day !== entry.isAllDay ||
  row.starts_at.getTime() !== entry.span.start * MS_PER_MINUTE ||
  row.ends_at.getTime() !== entry.span.end * MS_PER_MINUTE;

export const countsOf = (plan: ImportPlan, leftOut: Readonly<Record<LeftOut, number>>): CalendarCounts => ({
  ...plan.counts,
  leftOutPrivate: leftOut.private,
  leftOutCancelled: leftOut.cancelled,
  leftOutFree: leftOut.free,
  leftOutUnreadable: leftOut.unreadable,
});

export const NO_COUNTS: CalendarCounts = {
  ...{ added: 0, changed: 0, removed: 0, unchanged: 0, kept: 0 },
  ...{ leftOutPrivate: 0, leftOutCancelled: 0, leftOutFree: 0, leftOutUnreadable: 0 },
};
