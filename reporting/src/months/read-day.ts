import type { DayAnswer } from '#domain/contract/months.ts';
import type { WorkPattern } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import { createSiteNameOf } from '#domain/settings/site-name-of.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { readOperations } from '../records/read-operations.ts';
import { readSiteNameRows } from '../records/read-site-names.ts';
import type { Records } from '../records/schema.ts';
import { readComputedDays, readInputMinutes, readSessionChanges, readWindowSlices } from './queries.ts';
import type { MonthDeps } from './read-month.ts';
import { readPersonHeader } from './read-person-header.ts';

export interface DayRequest {
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly requestId: string;
}

/** 勤務実績 [詳細]: the ledger and everything that was recorded, over the work date as the person's rules place it now. */
export async function readDay(deps: MonthDeps, viewer: Viewer, asked: DayRequest): Promise<DayAnswer | Refusal> {
  const person = await findViewedPerson(
    deps.records,
    viewer,
    asked.personId,
    Math.floor(deps.nowMs() / MS_PER_MINUTE),
    asked.requestId,
  );
  if (person === undefined) return refuse('not_found');
  const { tenantId } = viewer;
  const { personId, rules } = person;
  const { workDate, requestId } = asked;
  if (!person.isSelf) {
    const detail = { workDate };
    await writeAudit(deps.records, {
      tenantId,
      actorId: viewer.personId,
      action: 'day.viewed',
      subjectId: personId,
      detail,
      requestId,
    });
  }
  const facts = await readFacts(deps, person, workDate);
  const { header, operations, minutes, slices, sessionChanges } = facts;
  const clock = (minute: UnixMinute) => clockOf(minute, workDate, rules.zone);
  const deviceIds = [...minutes.flatMap((row) => row.devices), ...slices.flatMap((row) => row.devices)];
  return {
    person: header,
    workDate,
    day: facts.computed[0]?.day ?? null,
    pattern: shownPattern(assignmentOn(rules, workDate).pattern),
    operations: operations.map((operation) => ({ ...operation, clock: clock(operation.atMinute) })),
    minutes: minutes.map(({ unixMinute, devices, ...counts }) => ({
      minute: unixMinute,
      clock: clock(unixMinute),
      counts,
      devices,
    })),
    slices: slices.map(({ unixMinute, secondsInFront, devices: _, ...window }) => ({
      minute: unixMinute,
      clock: clock(unixMinute),
      ...window,
      seconds: secondsInFront,
    })),
    windows: windowsOf(slices, clock, await readSiteNameOf(deps.records, tenantId, slices)),
    devices: await nameDevices(
      deps.records,
      tenantId,
      new Set([...deviceIds, ...sessionChanges.map((row) => row.deviceId)]),
    ),
    sessionChanges: sessionChanges.map((row) => ({ ...row, clock: clock(Math.floor(row.at / MS_PER_MINUTE)) })),
  };
}

/** What the screen says of the pattern that held on the date. */
const shownPattern = ({ name, scheduledMinutes, breaks, autoEndClock }: WorkPattern) => ({
  name,
  scheduledMinutes,
  breaks,
  autoEndClock,
});

/** The rows behind a day, from both stores at once. */
async function readFacts(deps: MonthDeps, person: ViewedPerson, workDate: WorkDate) {
  const { records, analytics } = deps;
  const { personId, rules } = person;
  const { tenantId } = rules;
  const day = workDateInterval(workDate, rules);
  const span = { tenantId, personId, startMinute: day.start, endMinute: day.end };
  const [header, operations, computed, minutes, slices, sessionChanges] = await Promise.all([
    readPersonHeader(records, person),
    readOperations(records, tenantId, personId, workDate),
    analytics.query(readComputedDays, { tenantId, personId, firstDate: workDate, lastDate: workDate }),
    analytics.query(readInputMinutes, span),
    analytics.query(readWindowSlices, span),
    analytics.query(readSessionChanges, span),
  ]);
  return { header, operations, computed, minutes, slices, sessionChanges };
}

type Slice = { unixMinute: number; process: string; title: string; url: string; secondsInFront: number };

/** Seconds by window over the day, the longest first; equal ones by first appearance. */
function windowsOf(
  slices: readonly Slice[],
  clock: (minute: UnixMinute) => number,
  siteNameOf: (url: string) => string | undefined,
): DayAnswer['windows'] {
  const windows = new Map<string, DayAnswer['windows'][number]>();
  for (const { unixMinute, process, title, url, secondsInFront } of slices) {
    const key = JSON.stringify([process, title, url]);
    const siteName = siteNameOf(url);
    const window = windows.get(key) ?? {
      ...{ process, title, url, seconds: 0, firstClock: clock(unixMinute) },
      ...(siteName === undefined ? {} : { siteName }),
    };
    windows.set(key, { ...window, seconds: window.seconds + secondsInFront });
  }
  return [...windows.values()].sort((a, b) => b.seconds - a.seconds || a.firstClock - b.firstClock);
}

/** The present mapping, looked up now: it holds for whatever was stored before it. Not read for a day without URLs. */
async function readSiteNameOf(records: Records, tenantId: string, slices: readonly Slice[]) {
  return createSiteNameOf(slices.some(({ url }) => url !== '') ? await readSiteNameRows(records, tenantId) : []);
}

/** Names of the devices whose data the day holds; one that the roster no longer knows keeps its id with an empty name. */
async function nameDevices(
  records: Records,
  tenantId: string,
  ids: ReadonlySet<string>,
): Promise<DayAnswer['devices']> {
  if (ids.size === 0) return [];
  const rows = await records
    .selectFrom('devices')
    .select(['device_id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('device_id', 'in', [...ids])
    .execute();
  const names = new Map(rows.map((row) => [row.device_id, row.name]));
  return [...ids].sort().map((deviceId) => ({ deviceId, name: names.get(deviceId) ?? '' }));
}
