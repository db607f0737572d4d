import type { MonthDay } from '#domain/contract/months.ts';
import { isWithoutPcData } from '../../charts/runs.ts';
import type { Messages } from '../../messages/ja.ts';

export type Standing = keyof Messages['report']['standings'] | 'none';
export type Remark = keyof Messages['report']['remarks'];

/** Where the approval of a day stands, in one word: what somebody still has to do comes before what is done. */
export function standingOf({ day, requests }: MonthDay): Standing {
  const open = requests.filter((each) => each.state !== 'withdrawn');
  if (open.some((each) => each.state === 'returned')) return 'returned';
  if (open.some((each) => each.state === 'submitted')) return 'waiting';
  if (day?.isConfirmed === false) return 'unconfirmed';
  if (day?.approval?.holds === true) return 'approved';
  if (open.length > 0) return open.every((each) => each.mode === 'automatic') ? 'automatic' : 'approved';
  return 'none';
}

const SOURCES = {
  none: [],
  pressed: [],
  imported: ['imported'],
  corrected: ['corrected'],
  autoRecorded: ['autoRecorded'],
  autoRecordedEnd: ['autoRecordedEnd'],
} as const;

/** What a reader of the paper should know of a day, in the order of its weight. */
export function remarksOf({ day }: MonthDay): Remark[] {
  if (day === null) return [];
  return [
    ...(day.isHolidayWork ? (['holidayWork'] as const) : []),
    ...(day.isConfirmed ? [] : (['autoEnded'] as const)),
    ...(day.difference === null ? [] : (['difference'] as const)),
    ...SOURCES[day.declarationSource],
    ...(day.hasDeclaration && day.workStyle !== 'regular' ? [day.workStyle] : []),
    ...(isWithoutPcData(day) ? (['noPcData'] as const) : []),
  ];
}
