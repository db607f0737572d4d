import { APPLICATION_COLUMNS } from '#domain/contract/export-files.ts';
import { createSiteNameOf } from '#domain/settings/site-name-of.ts';
import type { SiteName } from '#domain/settings/site-name-of.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineUnsortedFormat } from '../writer/format.ts';
import type { ExportPeople } from './export-people.ts';
import { placeInFile } from './file-order.ts';

/** A window of a person on a work date, as the engine adds it up. */
type WindowUse = readonly [
  personId: string,
  /** Begin of the work date, epoch seconds: says which of the person's dates it is. */
  dayStart: number,
  /** Epoch ms, and its reading `yyyy/MM/dd HH:mm`. */
  firstMs: number,
  at: string,
  process: string,
  title: string,
  url: string,
  seconds: number,
  /** Minutes since `dayStart` in which it was in front; empty for a person without 業務. */
  minutes: readonly number[],
];

/** What the portal's own store adds to the windows of one person and work date. */
export interface WindowDay {
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly dayStart: number;
  readonly groupId: string;
  /** 業務 in order of start, in minutes since `dayStart`; half-open. */
  readonly tasks: readonly { readonly title: string; readonly start: number; readonly end: number }[];
}

export interface ApplicationContext extends ExportPeople {
  readonly siteNames: readonly SiteName[];
}

const dayKey = (personId: string, dayStart: number): string => `${personId} ${dayStart}`;

/**
 * Titles of the 業務 in progress while a window was in front, each once.
 *
 *   業務     |── A ──|     |── B ──|
 *   window     ▂▂▂   ▂▂▂      ▂        →   A;B
 */
function titlesDuring(minutes: readonly number[], tasks: WindowDay['tasks']): string {
  const during = tasks.filter(({ start, end }) => minutes.some((minute) => start <= minute && minute < end));
  return [...new Set(during.map(({ title }) => title))].join(';');
}

/**
 * アプリ集計, application_aggregation.csv (guide table 5-11). The store keeps a person's minutes together and the file goes by date, so a piece holds some
 * people's work dates, and the lines are sorted when all are there. A piece is a first line with what is known of its days (`WindowDay[]`), then the
 * engine's rows.
 */
export const applicationFormat = defineUnsortedFormat<ApplicationContext>({
  columns: APPLICATION_COLUMNS,
  openUnsorted: (context, cells) => {
    const siteNameOf = createSiteNameOf(context.siteNames);
    const placeOf = placeInFile(context);
    const recordOf = (day: WindowDay, use: WindowUse): string[] => {
      const [personId, , , at, process, title, url, seconds, minutes] = use;
      return [
        cells.text(context.employeeNumbers.get(personId) ?? ''),
        cells.text(context.groupNames.get(day.groupId) ?? ''),
        at,
        cells.text(process),
        cells.text(title),
        String(seconds),
        cells.text(titlesDuring(minutes, day.tasks)),
        cells.text(url),
        cells.text(siteNameOf(url) ?? ''),
      ];
    };
    return function* (piece) {
      let days: ReadonlyMap<string, WindowDay> | undefined;
      for (const line of piece) {
        if (days === undefined) {
          const known = JSON.parse(line) as readonly WindowDay[];
          days = new Map(known.map((day) => [dayKey(day.personId, day.dayStart), day]));
          continue;
        }
        const use = JSON.parse(line) as WindowUse;
        const day = days.get(dayKey(use[0], use[1]));
        if (day === undefined) continue;
        yield { place: placeOf({ ...day, startMs: use[2] - day.dayStart * 1000 }), record: recordOf(day, use) };
      }
    };
  },
});
