import { formatDate } from '../../base/format.ts';
import { nameOfBucket } from '../../charts/dashboard-data.ts';
import type { Messages } from '../../messages/ja.ts';
import type { Behind } from './view-query.ts';

/** What a list behind a mark holds, as its heading. */
export function titleOfBehind({ kind, figure, only }: Behind, m: Messages): string {
  const { behind, figures } = m.dashboard;
  if (only !== undefined) return behind.only[only];
  return kind === 'people' ? behind.people(figures[figure].name) : behind.days(figures[figure].name);
}

/** The conditions of a list, below its heading: scope, period, bucket, cell of the heat map. */
export function conditionsOf(behind: Behind, scopeName: string, m: Messages): string[] {
  const { dates, minMinutes, maxMinutes, weekday, workedHour, pcHour } = behind;
  const hour = workedHour ?? pcHour;
  const period =
    dates.from === dates.to ? formatDate(dates.from) : m.dashboard.dates(formatDate(dates.from), formatDate(dates.to));
  const isBucket = maxMinutes !== undefined || (minMinutes ?? 0) > 1;
  return [
    scopeName,
    period,
    ...(weekday === undefined ? [] : [m.dashboard.behind.weekday(m.weekdays[weekday] ?? '')]),
    ...(hour === undefined ? [] : [m.charts.hour(hour)]),
    ...(isBucket ? [nameOfBucket({ fromMinutes: minMinutes ?? 0, toMinutes: maxMinutes ?? null, count: 0 }, m)] : []),
  ];
}
