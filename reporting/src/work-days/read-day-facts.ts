import { clip, interval, intervalsOfMinutes } from '#domain/time/interval.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { isAutoRecordingOn, recordSpans } from '#domain/worktime/auto-recording.ts';
import { workSpans } from '#domain/worktime/declared-spans.ts';
import type { WorkSpan } from '#domain/worktime/declared-spans.ts';
import { effectiveCorrection, effectiveOperations } from '#domain/worktime/effective-operations.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readDeclaredDay } from '#sql/work-facts.ts';
import type { Records } from '../records/schema.ts';
import { readActiveMinutes } from './queries.ts';

/** What a date is computed from, as the portal's own store and the PC log have it now. */
export interface DayFacts {
  readonly declared: DeclaredDay;
  readonly activeMinutes: readonly UnixMinute[];
}

/** Everything declared of a date now, with the version that it has. 0: nothing was ever written of it. */
export async function readDeclaredNow(
  records: Records,
  { tenantId, personId }: Pick<PersonRules, 'tenantId' | 'personId'>,
  workDate: WorkDate,
): Promise<DeclaredDay> {
  const row = await records
    .selectFrom('work_days')
    .select('version')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('work_date', '=', workDate)
    .executeTakeFirst();
  return readDeclaredDay(records, { tenantId, personId, workDate }, row?.version ?? 0);
}

const dayOf = (minute: UnixMinute): string => new Date(minute * MS_PER_MINUTE).toISOString().slice(0, 10);

export async function readDayFacts(
  stores: { readonly records: Records; readonly analytics: Analytics },
  rules: PersonRules,
  workDate: WorkDate,
): Promise<DayFacts> {
  const { tenantId, personId } = rules;
  const day = workDateInterval(workDate, rules);
  const [declared, rows] = await Promise.all([
    readDeclaredNow(stores.records, rules, workDate),
    stores.analytics.query(readActiveMinutes, {
      ...{ tenantId, personId, firstDay: dayOf(day.start), lastDay: dayOf(day.end) },
    }),
  ]);
  return { declared, activeMinutes: rows.flatMap((row) => row.active) };
}

/** The spans that count of a day now: pressed, corrected, or recorded from the PC log once the date is over. */
export function spansOf(
  { declared, activeMinutes }: DayFacts,
  rules: PersonRules,
  workDate: WorkDate,
  nowMinute: UnixMinute,
): readonly WorkSpan[] {
  const day = workDateInterval(workDate, rules);
  const asOf = Math.max(day.start, Math.min(day.end, nowMinute));
  const spans = workSpans(effectiveOperations(declared), day, asOf);
  const isRecorded =
    isAutoRecordingOn(rules, workDate) && effectiveCorrection(declared) === undefined && asOf >= day.end;
  if (!isRecorded) return spans;
  return recordSpans(spans, clip(intervalsOfMinutes(activeMinutes), interval(day.start, asOf))).spans;
}
