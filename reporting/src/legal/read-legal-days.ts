import type { LegalDay } from '#domain/legal/types.ts';
import { dayNumberOf, workDateOfDayNumber } from '#domain/time/calendar.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readDeclaredDays } from './queries.ts';

export interface LegalDaysAsked {
  readonly tenantId: string;
  readonly personIds: readonly string[];
  readonly firstDate: WorkDate;
  readonly lastDate: WorkDate;
  /** From here on the days carry their start and end: rest intervals are judged within one month. */
  readonly shiftsFrom: WorkDate;
}

/** The declared days of people, by person. A person without any is not in the map. */
export async function readLegalDays(analytics: Analytics, asked: LegalDaysAsked): Promise<Map<string, LegalDay[]>> {
  const { tenantId, lastDate } = asked;
  const personIds = [...asked.personIds];
  const rows = await analytics.query(readDeclaredDays, { tenantId, personIds, firstDate: asked.firstDate, lastDate });
  const shiftsFrom = dayNumberOf(asked.shiftsFrom);
  return new Map(
    rows.map((row) => {
      const days = row.days.map((day, index): LegalDay => {
        const hasShift = day >= shiftsFrom;
        return {
          workDate: workDateOfDayNumber(day),
          workedMinutes: row.worked[index] ?? 0,
          lateNightMinutes: row.lateNight[index] ?? 0,
          isHolidayWork: row.holidayWork[index] === 1,
          isConfirmed: row.confirmed[index] === 1,
          isProvisional: row.provisional[index] === 1,
          startedMinute: hasShift ? minuteOf(row.started[index]) : null,
          endedMinute: hasShift ? minuteOf(row.ended[index]) : null,
        };
      });
      return [row.personId, days];
    }),
  );
}

const minuteOf = (minute: UnixMinute | undefined): UnixMinute | null =>
  minute === undefined || minute < 0 ? null : minute;
