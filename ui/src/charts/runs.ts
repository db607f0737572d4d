import type { ComputedDay, LedgerRun } from '#domain/contract/computed-day.ts';

/**
 * Joins neighbours of the ledger that look the same for one purpose. Display only: no minute is added, moved or reclassified.
 *
 *   ledger   |work,active|work,idle|overtime,idle|
 *   by state |work                 |overtime     |
 */
export function joinRuns(runs: readonly LedgerRun[], keyOf: (run: LedgerRun) => string): LedgerRun[] {
  const joined: LedgerRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && last.endMinute === run.startMinute && keyOf(last) === keyOf(run)) {
      joined[joined.length - 1] = { ...last, endMinute: run.endMinute, endClock: run.endClock };
    } else {
      joined.push(run);
    }
  }
  return joined;
}

export const minutesOf = (run: Pick<LedgerRun, 'startMinute' | 'endMinute'>): number => run.endMinute - run.startMinute;

const WORKED: readonly LedgerRun['state'][] = ['scheduledWork', 'overtime', 'holidayWork'];
export const isWorked = (run: Pick<LedgerRun, 'state'>): boolean => WORKED.includes(run.state);

/** 「データ未着」 means something only where data was expected: in declared work, before now. Outside it the PC may just be off. */
export const isDataMissing = (run: Pick<LedgerRun, 'state' | 'pc'>): boolean =>
  run.pc === 'silent' && (isWorked(run) || run.state === 'break');

/** Declared work of which nothing at all arrived from a PC. */
export const isWithoutPcData = (day: ComputedDay): boolean => !day.hasPcData && day.ledger.some(isDataMissing);

/** The reading of now on a day that runs; undefined for one that has ended. */
export function nowClockOf(day: Pick<ComputedDay, 'ledger' | 'asOfMinute' | 'endMinute'> | null): number | undefined {
  if (day === null || day.asOfMinute >= day.endMinute) return undefined;
  const run = day.ledger.find((each) => each.endMinute > day.asOfMinute);
  return run && run.startClock + day.asOfMinute - run.startMinute;
}
