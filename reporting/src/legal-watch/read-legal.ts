import type { LegalAnswer, LegalDate, LegalMonth, LegalSettings } from '#domain/contract/legal.ts';
import { monthsOfAgreementYear } from '#domain/legal/agreement-year.ts';
import type { Month } from '#domain/legal/agreement-year.ts';
import { isOverMonthLimit } from '#domain/legal/cap-months-over.ts';
import { compact } from '#domain/legal/legal-standing.ts';
import { sumMonths } from '#domain/legal/month-figures.ts';
import type { StatutoryDate } from '#domain/legal/statutory-overtime.ts';
import { weeksOf } from '#domain/legal/weeks-of.ts';
import { monthOf } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import { readLegalOfPeople } from '../legal/read-legal-of-people.ts';
import type { LegalDeps, LegalReading } from '../legal/read-legal-of-people.ts';
import type { Records } from '../records/schema.ts';

export interface LegalRequest {
  /** A person's id, or `me`. */
  readonly personId: string;
  /** `yyyymm`. */
  readonly month: string;
  readonly requestId: string;
}

/** `yyyymm` → `YYYY-MM`. */
export const monthOfText = (text: string): Month => `${text.slice(0, 4)}-${text.slice(4)}`;

/** A person's legal figures with the months, weeks and dates behind them. A look at another person's is written down before it is answered. */
export async function readLegal(deps: LegalDeps, viewer: Viewer, asked: LegalRequest): Promise<LegalAnswer | Refusal> {
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const person = await findViewedPerson(deps.records, viewer, asked.personId, nowMinute, asked.requestId, 'legal.view');
  if (person === undefined) return refuse('not_found');
  const { tenantId } = viewer;
  const { personId } = person;
  if (!person.isSelf) {
    const { requestId } = asked;
    await writeAudit(deps.records, {
      ...{ tenantId, actorId: viewer.personId, action: 'legal.viewed', subjectId: personId, requestId },
      detail: { month: asked.month },
    });
  }
  const month = monthOfText(asked.month);
  const [readings, { settings }, name] = await Promise.all([
    readLegalOfPeople(deps, tenantId, [{ personId, month }]),
    loadLegalSettings(deps.records, tenantId),
    readName(deps.records, tenantId, personId),
  ]);
  if (readings instanceof Refusal) return readings;
  const [reading] = readings;
  if (reading === undefined) return refuse('not_found');
  return {
    person: { personId, name, zone: person.rules.zone },
    standing: reading.standing,
    year: yearOf(reading, month, settings),
    dates: reading.dates.filter((date) => monthOf(date.workDate) === month).map(describeDate),
    weeks: weeksOf(reading.dates, month, settings.weekStartWeekday),
  };
}

/** All twelve months; those after the asked one are zero, whatever is declared of them already. */
function yearOf(reading: LegalReading, month: Month, settings: LegalSettings): LegalMonth[] {
  const upTo = reading.dates.filter((date) => monthOf(date.workDate) <= month);
  return sumMonths(upTo, monthsOfAgreementYear(month, settings.yearStartMonth)).map((figures) => ({
    month: compact(figures.month),
    overtimeMinutes: figures.overtimeMinutes,
    statutoryHolidayMinutes: figures.statutoryHolidayMinutes,
    lateNightMinutes: figures.lateNightMinutes,
    leftOutDays: figures.leftOutDays,
    isOverMonthLimit: isOverMonthLimit(figures, settings.limits),
  }));
}

const describeDate = (date: StatutoryDate): LegalDate => ({
  workDate: date.workDate,
  workedMinutes: date.workedMinutes,
  dailyExcessMinutes: date.dailyExcessMinutes,
  weeklyExcessMinutes: date.weeklyExcessMinutes,
  statutoryHolidayMinutes: date.statutoryHolidayMinutes,
  isLeftOut: date.isLeftOut,
});

async function readName(records: Records, tenantId: string, personId: string): Promise<string> {
  const { name } = await records
    .selectFrom('people')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return name;
}
