import { settleStartedDays } from './auto-end/settle-started-days.ts';
import { recordEnds } from './auto-recording/record-ends.ts';
import type { ReportingDeps } from './create-reporting.ts';
import type { Records } from './records/schema.ts';
import { repeatEvery } from './repeat-every.ts';

/** Days end on the minute; an approver hears of a forgotten 終了 within two. */
const DAY_JOBS_MS = 60_000;

/** What the portal does by itself to days that are over: 自動終了 and データの自動登録. Gives how to stop it. */
export function startDayJobs(deps: ReportingDeps, records: Records, kickRelay: () => void): () => Promise<void> {
  const { analytics, nowMs = Date.now, faultPoint = () => undefined, log } = deps;
  const jobs = { records, analytics, pepper: deps.secrets.passwordPepper, nowMs, faultPoint, kickRelay };
  const stops = [
    repeatEvery(DAY_JOBS_MS, () => settleStartedDays(jobs), log),
    repeatEvery(DAY_JOBS_MS, () => recordEnds(jobs), log),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
