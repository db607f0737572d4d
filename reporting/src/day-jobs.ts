import type { Logger } from '#platform/log.ts';
import { settleStartedDays } from './auto-end/settle-started-days.ts';
import type { AutoEndDeps } from './auto-end/started-day.ts';
import { recordEnds } from './auto-recording/record-ends.ts';
import type { RecordEndsDeps } from './auto-recording/record-ends.ts';
import { repeatEvery } from './repeat-every.ts';

/** Days end on the minute; an approver hears of a forgotten 終了 within two. */
const DAY_JOBS_MS = 60_000;

type DayJobsDeps = AutoEndDeps & RecordEndsDeps & { readonly log: Logger };

/** What the portal does by itself to days that are over: 自動終了 and データの自動登録. Gives how to stop it. */
export function startDayJobs(deps: DayJobsDeps): () => Promise<void> {
  const stops = [
    repeatEvery(DAY_JOBS_MS, () => settleStartedDays(deps), deps.log),
    repeatEvery(DAY_JOBS_MS, () => recordEnds(deps), deps.log),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
