import type { WhoAndWhen } from './read-who-and-when.ts';

/** What is said of one person and work date belongs together, wherever in the file it stands; in the order of the file. */
export const groupByDay = <Entry extends WhoAndWhen>(entries: readonly Entry[]): (readonly [Entry, ...Entry[]])[] =>
  [...Map.groupBy(entries, dayKeyOfEntry).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );

const dayKeyOfEntry = ({ person, workDate }: WhoAndWhen): string => dayKey({ personId: person.personId, workDate });

/** One person and work date as a key. */
export const dayKey = ({ personId, workDate }: { readonly personId: string; readonly workDate: string }): string =>
  `${personId} ${workDate}`;
