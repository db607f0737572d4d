import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { isWithoutPcData } from '../../charts/runs.ts';
import type { Messages } from '../../messages/ja.ts';

type ChipName = keyof Messages['workList']['chips'];
export interface DayChip {
  readonly name: ChipName;
  readonly tone: 'plain' | 'accent' | 'notice' | 'holiday' | 'nodata';
}

/** The words beside a day's bar, the most urgent first. */
export function chipsOf(day: ComputedDay | null, isToday: boolean, isMissing: boolean): DayChip[] {
  const chips: DayChip[] = [];
  if (isToday) chips.push({ name: 'today', tone: 'accent' });
  if (day === null) return isMissing ? [...chips, { name: 'noData', tone: 'nodata' }] : chips;
  if (!day.isConfirmed) chips.push({ name: 'autoEnded', tone: 'notice' });
  else if (day.isProvisional) chips.push({ name: 'provisional', tone: 'plain' });
  if (day.isHolidayWork) chips.push({ name: 'holidayWork', tone: 'holiday' });
  if (isWithoutPcData(day)) chips.push({ name: 'noData', tone: 'nodata' });
  if (day.hasDeclaration && day.workStyle !== 'regular') chips.push({ name: day.workStyle, tone: 'plain' });
  return chips;
}
