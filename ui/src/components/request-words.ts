import type { CorrectedDay, DayBefore, RequestContent } from '#domain/contract/requests.ts';
import { formatClock, formatMinutes } from '../base/format.ts';
import type { Messages } from '../messages/ja.ts';

type AnyDay = CorrectedDay | DayBefore;
const join = (parts: readonly (string | false | null)[], separator: string): string =>
  parts.filter((part) => part !== false && part !== null && part !== '').join(separator);

/** `9:00–12:00、13:00–18:30`: the spans of a day in a few words. */
export function spansText(day: AnyDay, m: Messages): string {
  const words = m.requests.contents;
  if (day.spans.length === 0) return words.noWork;
  return day.spans
    .map((span) =>
      words.span(formatClock(span.startClock), span.endClock === null ? words.openEnd : formatClock(span.endClock)),
    )
    .join(words.separator);
}

/** Everything else that a corrected day says: breaks, style, 休日出勤, half day, 業務時間. */
export function dayRemarks(day: AnyDay, m: Messages): string {
  const words = m.requests.contents;
  const breaks = day.spans.flatMap((span) =>
    span.breaks.map((pause) =>
      words.span(formatClock(pause.startClock), pause.endClock === null ? words.openEnd : formatClock(pause.endClock)),
    ),
  );
  const styles = [...new Set(day.spans.map((span) => span.workStyle))].filter((style) => style !== 'regular');
  return join(
    [
      breaks.length > 0 && words.breakOf(breaks.join(words.separator)),
      ...styles.map((style) => m.workStyles[style]),
      day.isHolidayWork && m.requests.holidayWork,
      day.halfDay && m.requests.halfDays[day.halfDay],
      day.scheduledMinutes !== null && words.scheduled(formatMinutes(day.scheduledMinutes)),
    ],
    ' · ',
  );
}

/** What a request asks for, in one line. */
export function contentText(content: RequestContent, m: Messages): string {
  const words = m.requests.contents;
  switch (content.kind) {
    case 'start':
      return join(
        [
          formatClock(content.clock),
          content.workStyle !== 'regular' && m.workStyles[content.workStyle],
          content.isHolidayWork && m.requests.holidayWork,
          content.halfDay && m.requests.halfDays[content.halfDay],
          content.scheduledMinutes !== null && words.scheduled(formatMinutes(content.scheduledMinutes)),
        ],
        ' · ',
      );
    case 'end':
      return content.clock === null ? m.requests.recorded : formatClock(content.clock);
    case 'overtime':
      return words.until(formatClock(content.expectedEndClock));
    case 'correction':
      return words.change(spansText(content.before, m), spansText(content.after, m));
  }
}
