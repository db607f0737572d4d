import type { RequestContent } from '#domain/contract/requests.ts';
import type { HalfDay, WorkStyle } from '#domain/contract/work-rules.ts';
import { formatClock } from '../../base/format.ts';

/** What a start says besides its minute, as it is typed. */
export interface StartFieldValues {
  workStyle: WorkStyle;
  isHolidayWork: boolean;
  halfDay: HalfDay | '';
  /** Empty: the pattern's. */
  scheduled: string;
}

export const startFieldsOf = (content: RequestContent): StartFieldValues =>
  content.kind === 'start'
    ? {
        workStyle: content.workStyle,
        isHolidayWork: content.isHolidayWork,
        halfDay: content.halfDay ?? '',
        scheduled: content.scheduledMinutes === null ? '' : formatClock(content.scheduledMinutes),
      }
    : { workStyle: 'regular', isHolidayWork: false, halfDay: '', scheduled: '' };
