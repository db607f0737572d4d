import type { CalendarCounts, CalendarProblem } from '#domain/contract/calendar.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { workDateOf } from '#domain/time/work-date.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Records } from '../records/schema.ts';
import { applyImport, windowOf } from './apply-import.ts';
import type { CalendarWindow, ReadCalendar } from './calendar-entry.ts';
import { fetchCalendar } from './fetch-calendar.ts';
import type { FetchedCalendar } from './fetch-calendar.ts';
import { NO_COUNTS } from './plan-import.ts';
import { runReading } from './run-reading.ts';
import { openAddress } from './seal-address.ts';
import { lockSource, writeSync } from './source-queries.ts';
import type { SourceKey, SourceRow, SyncResult } from './source-queries.ts';

export interface CalendarDeps {
  readonly records: Records;
  readonly nowMs: () => number;
  /** Wakes the relay of the outbox after the commit. */
  readonly kickRelay: () => void;
  readonly pepper: Uint8Array;
  /** KINMU_CALENDAR_ALLOWED_HOSTS. */
  readonly calendarAllowedHosts: readonly string[];
}

/** On whose behalf; without an actor it is the quarter of an hour that has passed. */
export interface SyncCause {
  readonly actorId?: string;
  readonly requestId?: string;
}

/**
 * Fetches, reads and imports a calendar once. Fetching and reading take seconds and hold no lock; the import is one transaction with the result
 * of the sync and its audit row. A source that was replaced meanwhile is left alone.
 */
export async function syncSource(deps: CalendarDeps, source: SourceRow, cause: SyncCause): Promise<void> {
  const key = { tenantId: source.tenant_id, personId: source.person_id };
  const { sealed } = source;
  const person = await readPerson(deps, key);
  if (sealed === null || person === undefined) return;
  const url = openAddress(deps.pepper, key.personId, sealed);
  const fetched: FetchedCalendar =
    url === undefined
      ? { problem: 'address_unreadable', detail: '' }
      : await fetchCalendar({ allowedHosts: deps.calendarAllowedHosts }, url);
  const read = 'text' in fetched ? await runReading({ text: fetched.text, window: person.window }) : fetched;
  await deps.records.transaction().execute(async (trx) => {
    if ((await lockSource(trx, key, sealed)) === undefined) return;
    await importInto(trx, person, read, cause);
  });
  deps.kickRelay();
}

/** Imports what was read, or writes down why it could not be, and leaves the trace of it. */
export async function importInto(
  trx: Records,
  person: ImportingPerson,
  read: ReadCalendar | { readonly problem: CalendarProblem; readonly detail: string },
  cause: SyncCause,
): Promise<SyncResult> {
  const { rules, window } = person;
  const result: SyncResult =
    'problem' in read
      ? { problem: read.problem, detail: read.detail, counts: NO_COUNTS }
      : { problem: null, detail: '', counts: await applyImport(trx, rules, window, read) };
  await writeSync(trx, rules, result);
  // The server looks a hundred times a day: only what changed something, or what a person asked for, is a deed.
  if (cause.actorId !== undefined || changesOf(result.counts) > 0) {
    await writeAudit(trx, {
      ...{ tenantId: rules.tenantId, ...cause, action: 'calendar.imported', subjectId: rules.personId },
      detail: {
        ...(result.problem === null ? {} : { problem: result.problem }),
        ...{ 'count.added': result.counts.added, 'count.changed': result.counts.changed },
        'count.removed': result.counts.removed,
      },
    });
  }
  return result;
}

const changesOf = (counts: CalendarCounts): number => counts.added + counts.changed + counts.removed;

export interface ImportingPerson {
  readonly rules: PersonRules;
  readonly window: CalendarWindow;
}

/** The person's rules and what of a calendar matters today; undefined: they have no work date (no group, deleted). */
export async function readPerson(deps: CalendarDeps, key: SourceKey): Promise<ImportingPerson | undefined> {
  const rules = (await readPersonRules(deps.records, key.tenantId, [key.personId])).get(key.personId);
  const person = await deps.records
    .selectFrom('people')
    .select('mail')
    .where('tenant_id', '=', key.tenantId)
    .where('person_id', '=', key.personId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (rules === undefined || person === undefined) return undefined;
  const today = workDateOf(Math.floor(deps.nowMs() / MS_PER_MINUTE), rules);
  return { rules, window: windowOf(rules, today, person.mail) };
}
