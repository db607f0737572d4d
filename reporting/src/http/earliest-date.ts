import type { WorkDate } from '#domain/time/types.ts';

/** What the contract calls a work date, a month and the ends of a period; the test beside this file holds the contract to it. */
const NAMES: ReadonlySet<string> = new Set(['workDate', 'month', 'from', 'to']);

/** Dates of other things than the record of work. */
export const OTHER_DATES: ReadonlySet<string> = new Set([
  // The audit is never removed.
  'listAuditEntries',
  // From when on データの自動登録 holds.
  'saveTenantSettings',
]);

/** The earliest work date that an input names, a month by its first; undefined: none. */
export function earliestDate(endpointName: string, input: unknown): WorkDate | undefined {
  if (OTHER_DATES.has(endpointName)) return undefined;
  const [earliest] = datesIn(input).sort();
  return earliest;
}

function datesIn(value: unknown): WorkDate[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    NAMES.has(name) && typeof part === 'string' ? [dateOf(part)] : datesIn(part),
  );
}

const dateOf = (text: string): WorkDate =>
  (/^\d{6}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4)}-01` : text) as WorkDate;
