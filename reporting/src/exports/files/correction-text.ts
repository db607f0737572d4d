import type { CorrectedDay, DayBefore } from '#domain/contract/requests.ts';
import type { HalfDay } from '#domain/contract/work-rules.ts';
import { formatClockPadded, formatMinutesPadded } from '#domain/time/format.ts';
import type { Clock } from '#domain/time/types.ts';
import { WORK_STYLE_TEXT } from './cell-forms.ts';

const NONE = 'なし';
const BETWEEN = '・';
const HALF_DAY_TEXT: Readonly<Record<HalfDay, string>> = { morning: '午前', afternoon: '午後' };

interface Stretch {
  readonly startClock: Clock;
  readonly endClock: Clock | null;
}

/**
 * What a 勤務修正 changed of a day, item by item: `出勤 09:00→08:30、退勤 29:00→18:09` (SPEC 8). Readings on the 48-hour clock. A span that nobody
 * ended reads as ended where the work date ends (`lastClock`). With several spans on a side they are written whole, because first start and last
 * end would hide a change between them.
 */
export function correctionText(before: DayBefore, after: CorrectedDay, lastClock: Clock): string {
  const stretch = ({ startClock, endClock }: Stretch): string =>
    `${formatClockPadded(startClock)}-${formatClockPadded(endClock ?? lastClock)}`;
  const list = (stretches: readonly Stretch[]): string => stretches.map(stretch).join(BETWEEN) || NONE;
  const breaks = (day: DayBefore | CorrectedDay): string => list(day.spans.flatMap((span) => span.breaks));
  const clock = (reading: Clock | null | undefined, ofNobody: Clock | undefined): string => {
    const shown = reading ?? ofNobody;
    return shown === undefined ? NONE : formatClockPadded(shown);
  };
  const isSimple = before.spans.length <= 1 && after.spans.length <= 1;
  const [was, is] = [before.spans[0], after.spans[0]];
  const times: readonly Item[] = isSimple
    ? [
        ['出勤', clock(was?.startClock, undefined), clock(is?.startClock, undefined)],
        ['退勤', clock(was?.endClock, was && lastClock), clock(is?.endClock, undefined)],
      ]
    : [['勤務', list(before.spans), list(after.spans)]];
  return [...times, ['休憩', breaks(before), breaks(after)] as const, ...choicesOf(before, after)]
    .filter(([, old, now]) => old !== now)
    .map(([name, old, now]) => `${name} ${old}→${now}`)
    .join('、');
}

type Item = readonly [name: string, before: string, after: string];

function choicesOf(before: DayBefore, after: CorrectedDay): Item[] {
  const styles = (day: DayBefore | CorrectedDay): string =>
    [...new Set(day.spans.map((span) => WORK_STYLE_TEXT[span.workStyle]))].join(BETWEEN) || NONE;
  const scheduled = ({ scheduledMinutes }: CorrectedDay | DayBefore): string =>
    scheduledMinutes === null ? 'パターンどおり' : formatMinutesPadded(scheduledMinutes);
  const half = ({ halfDay }: CorrectedDay | DayBefore): string => (halfDay === null ? NONE : HALF_DAY_TEXT[halfDay]);
  const holiday = ({ isHolidayWork }: CorrectedDay | DayBefore): string => (isHolidayWork ? 'あり' : NONE);
  return [
    ['勤務形態', styles(before), styles(after)],
    ['休日勤務', holiday(before), holiday(after)],
    ['半休', half(before), half(after)],
    ['業務時間', scheduled(before), scheduled(after)],
  ];
}
