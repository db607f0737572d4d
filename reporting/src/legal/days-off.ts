import type { DayOff } from '#domain/contract/months.ts';
import { isWorkday } from '#domain/legal/is-workday.ts';
import type { LegalSettings } from '#domain/contract/legal.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { namedHolidaysOf } from './holidays.ts';

const WEEKDAY_OFF: DayOff = { name: '', englishName: '' };

/**
 * 休日 as the screens show them, by the company's settings of today: whether nothing is expected of a date, and by which name. It marks and never counts:
 * 休日出勤 is what the person declares.
 */
export function dayOffReader(settings: LegalSettings): (workDate: WorkDate) => DayOff | null {
  const names = namedHolidaysOf(settings);
  const calendar = { ...settings, holidays: new Set(names.keys()) };
  return (workDate) => (isWorkday(workDate, calendar) ? null : (names.get(workDate) ?? WEEKDAY_OFF));
}
