import { DEFAULT_LEGAL_SETTINGS } from '#domain/contract/legal.ts';
import type { MonthDay } from '#domain/contract/months.ts';
import { isWithoutPcData } from '../../charts/runs.ts';
import type { Messages } from '../../messages/ja.ts';

type ChipName = keyof Messages['workList']['chips'];
export interface DayChip {
  readonly name: ChipName;
  readonly tone: 'plain' | 'accent' | 'notice' | 'holiday' | 'nodata';
}

/**
 * A few minutes of 申請外 stand in nearly every day: a mark on each of them would say nothing. Marked from the gap on that asks for an inquiry
 * (SPEC 10); the answers themselves are possible for every block.
 */
const MARKED_GAP_MINUTES = DEFAULT_LEGAL_SETTINGS.deviationThresholdMinutes;

/** Where the day's requests and its approval stand: what the person has to see to comes first. */
function standingOf({ day, requests, unrequestedBlocks }: MonthDay): DayChip[] {
  const chips: DayChip[] = [];
  const isWaiting = requests.some((each) => each.state === 'submitted');
  if (day?.isConfirmed === false) chips.push({ name: 'autoEnded', tone: 'notice' });
  if (requests.some((each) => each.state === 'returned')) chips.push({ name: 'returned', tone: 'notice' });
  if (day?.difference) chips.push({ name: 'difference', tone: 'notice' });
  if (unrequestedBlocks.unanswered > 0 && (day?.unrequestedMinutes ?? 0) > MARKED_GAP_MINUTES)
    chips.push({ name: 'unanswered', tone: 'notice' });
  if (isWaiting) chips.push({ name: 'waiting', tone: 'accent' });
  else if (day?.isProvisional === true && day.isConfirmed) chips.push({ name: 'provisional', tone: 'plain' });
  else if (day?.approval?.holds === true) chips.push({ name: 'approved', tone: 'holiday' });
  return chips;
}

/** The words beside a day's bar, the most urgent first. */
export function chipsOf(entry: MonthDay, isToday: boolean, isMissing: boolean): DayChip[] {
  const { day } = entry;
  const chips: DayChip[] = isToday ? [{ name: 'today', tone: 'accent' }] : [];
  chips.push(...standingOf(entry));
  if (day === null) return isMissing ? [...chips, { name: 'noData', tone: 'nodata' }] : chips;
  if (day.isHolidayWork) chips.push({ name: 'holidayWork', tone: 'holiday' });
  if (isWithoutPcData(day)) chips.push({ name: 'noData', tone: 'nodata' });
  if (day.hasDeclaration && day.workStyle !== 'regular') chips.push({ name: day.workStyle, tone: 'plain' });
  return chips;
}
