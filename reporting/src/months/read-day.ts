import type { DayAnswer } from '#domain/contract/months.ts';
import type { WorkPattern } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '#domain/time/work-date.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { dayOffReader } from '../legal/days-off.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import { readOperations } from '../records/read-operations.ts';
import { readTasks } from '../records/read-tasks.ts';
import type { Records } from '../records/schema.ts';
import { describeBlocks } from '../unrequested-answers/describe-blocks.ts';
import { readAnswers } from '../unrequested-answers/queries.ts';
import { readSiteNameOf, windowsOf } from './day-windows.ts';
import { readComputedDays, readDayChanges, readInputMinutes, readSessionChanges, readWindowSlices } from './queries.ts';
import type { MonthDeps } from './read-month.ts';
import { readPersonHeader } from './read-person-header.ts';
import { readApproverName, readDayRequests } from './read-requests.ts';

export interface DayAsked {
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly requestId: string;
}

/** Whose day it is, if the viewer may see it. A look at another person's day is written down before it is answered. */
export async function findDayPerson(
  deps: MonthDeps,
  viewer: Viewer,
  { personId, workDate, requestId }: DayAsked,
): Promise<ViewedPerson | undefined> {
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const person = await findViewedPerson(deps.records, viewer, personId, nowMinute, requestId);
  if (person === undefined || person.isSelf) return person;
  await writeAudit(deps.records, {
    ...{ tenantId: viewer.tenantId, actorId: viewer.personId, action: 'day.viewed', subjectId: person.personId },
    ...{ detail: { workDate }, requestId },
  });
  return person;
}

/** 勤務実績 [詳細]: the ledger and everything that was recorded, over the work date as the person's rules place it now. */
export async function readDay(deps: MonthDeps, viewer: Viewer, asked: DayAsked): Promise<DayAnswer | Refusal> {
  const person = await findDayPerson(deps, viewer, asked);
  if (person === undefined) return refuse('not_found');
  const { rules } = person;
  const { workDate } = asked;
  const [facts, declared, { settings }] = await Promise.all([
    readFacts(deps, person, workDate),
    readDeclared(deps.records, person, workDate),
    loadLegalSettings(deps.records, rules.tenantId),
  ]);
  const { minutes, slices, sessionChanges } = facts;
  const { answers, operations, ...shown } = declared;
  const day = facts.computed[0]?.day ?? null;
  const clock = (minute: UnixMinute) => clockOf(minute, workDate, rules.zone);
  const siteNameOf = await readSiteNameOf(deps.records, rules.tenantId, slices);
  return {
    ...{ workDate, dayOff: dayOffReader(settings)(workDate), day, ...shown },
    pattern: shownPattern(assignmentOn(rules, workDate).pattern),
    operations: operations.map((operation) => ({ ...operation, clock: clock(operation.atMinute) })),
    minutes: minutes.map(({ unixMinute, devices, ...counts }) => ({
      ...{ minute: unixMinute, clock: clock(unixMinute), counts, devices },
    })),
    slices: slices.map(({ unixMinute, secondsInFront, ...window }) => ({
      ...{ minute: unixMinute, clock: clock(unixMinute), ...window, seconds: secondsInFront },
    })),
    windows: windowsOf(slices, clock, siteNameOf),
    devices: await nameDevices(deps.records, rules.tenantId, deviceIdsOf(facts)),
    sessionChanges: sessionChanges.map((row) => ({ ...row, clock: clock(Math.floor(row.at / MS_PER_MINUTE)) })),
    unrequestedBlocks: describeBlocks(day, slices, answers, siteNameOf),
    approverName: await readApproverName(deps.records, rules.tenantId, day?.approval?.approverId),
    changes: facts.changes,
  };
}

/** What the screen says of the pattern that held on the date. */
const shownPattern = ({ name, scheduledMinutes, breaks, autoEndClock }: WorkPattern) => ({
  name,
  scheduledMinutes,
  breaks,
  autoEndClock,
});

type Facts = Awaited<ReturnType<typeof readFacts>>;

/** The rows behind a day: what the processor made of it and what the PCs sent. */
async function readFacts({ analytics }: MonthDeps, person: ViewedPerson, workDate: WorkDate) {
  const { personId, rules } = person;
  const { tenantId } = rules;
  const day = workDateInterval(workDate, rules);
  const span = { tenantId, personId, startMinute: day.start, endMinute: day.end };
  const [computed, changes, minutes, slices, sessionChanges] = await Promise.all([
    analytics.query(readComputedDays, { tenantId, personId, firstDate: workDate, lastDate: workDate }),
    analytics.query(readDayChanges, { tenantId, personId, workDate }),
    analytics.query(readInputMinutes, span),
    analytics.query(readWindowSlices, span),
    analytics.query(readSessionChanges, span),
  ]);
  return { computed, changes, minutes, slices, sessionChanges };
}

/** What people have said about the day. */
async function readDeclared(records: Records, person: ViewedPerson, workDate: WorkDate) {
  const { personId, rules } = person;
  const { tenantId, zone } = rules;
  const dates = { tenantId, personId, firstDate: workDate, lastDate: workDate };
  const [header, operations, tasks, requests, answers] = await Promise.all([
    readPersonHeader(records, person),
    readOperations(records, tenantId, personId, workDate),
    readTasks(records, { tenantId, personId, zone, from: workDate, to: workDate }),
    readDayRequests(records, tenantId, personId, workDate),
    readAnswers(records, dates),
  ]);
  return { person: header, operations, tasks, requests, answers: answers.get(workDate) ?? [] };
}

const deviceIdsOf = ({ minutes, slices, sessionChanges }: Facts): ReadonlySet<string> =>
  new Set([
    ...minutes.flatMap((row) => row.devices),
    ...slices.flatMap((row) => row.devices),
    ...sessionChanges.map((row) => row.deviceId),
  ]);

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
