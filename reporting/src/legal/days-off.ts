import type { DayOff } from '#domain/contract/months.ts';
import { isWorkday } from '#domain/legal/is-workday.ts';
import type { LegalSettings } from '#domain/contract/legal.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publicHolidayOn } from './holidays.ts';

const WEEKDAY_OFF: DayOff = { name: '', englishName: '' };
const NO_HOLIDAYS: ReadonlySet<string> = new Set();

/**
 * 休日 as the screens show them, by the company's settings of today: whether nothing is expected of a date, and by which name; a date that is a public
 * holiday and the company's own day has the public name. It marks and never counts: 休日出勤 is what the person declares.
 */
export function dayOffReader(settings: LegalSettings): (workDate: WorkDate) => DayOff | null {
  const own = new Map(settings.companyDaysOff.map(({ date, name }) => [date, { name, englishName: name }]));
  const weekdays = { ...settings, holidays: NO_HOLIDAYS };
  return (workDate) => {
    const holiday = settings.hasPublicHolidays ? publicHolidayOn(workDate) : undefined;
    if (holiday !== undefined) return { name: holiday.name, englishName: holiday.englishName };
    return own.get(workDate) ?? (isWorkday(workDate, weekdays) ? null : WEEKDAY_OFF);
  };
}
