import { randomUUID } from 'node:crypto';
import type { WorkDate } from '#domain/time/types.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { dayApprovalOf } from '#domain/worktime/day-approval.ts';
import { declaredFiguresOf } from '#domain/worktime/declared-figures.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { MatrixEntry, MatrixSubject } from '../http/authorization-matrix.ts';
import { writeDayApproval } from '../requests/day-approval.ts';
import { ensureWorkDay } from '../requests/make-request.ts';
import type { CallInput } from './client.ts';
import type { TestPortal } from './portal.ts';
import { processDay } from './process-day.ts';

type MakeInput = (entry: MatrixEntry, subject: MatrixSubject) => Promise<CallInput> | CallInput;

const TODAY = '2026-03-10' as WorkDate;
const YESTERDAY = '2026-03-09' as WorkDate;
const DAY = { spans: [], isHolidayWork: false, halfDay: null, scheduledMinutes: null };

/** An overtime request of the employee, as a row that stands as asked. */
async function addRequest(portal: TestPortal, state: 'submitted' | 'returned'): Promise<string> {
  const { tenantId, people } = portal.house;
  const requestId = randomUUID();
  await ensureWorkDay(portal.records, tenantId, people.employee, TODAY);
  await portal.records
    .insertInto('requests')
    .values({
      ...{ tenant_id: tenantId, request_id: requestId, person_id: people.employee, work_date: TODAY },
      ...{ kind: 'overtime', mode: 'manual', state, reason: '締め作業' },
      body: JSON.stringify({ expectedEndMinute: minuteOfClock(1200, TODAY, 'Asia/Tokyo') }),
    })
    .execute();
  await portal.records
    .insertInto('request_events')
    .values({ tenant_id: tenantId, request_id: requestId, actor_id: people.employee, action: 'submitted' })
    .execute();
  return requestId;
}

/** Yesterday of the employee, approved as 9:00-18:00 while the presses now say 9:00-19:00. Gives the figures of the difference. */
export async function addDifference(portal: TestPortal, personId = portal.house.people.employee) {
  const { tenantId } = portal.house;
  const key = { tenantId, personId, workDate: YESTERDAY };
  const press = (kind: 'start' | 'end', clock: number, position: number) => ({
    ...{ tenant_id: tenantId, operation_id: randomUUID(), person_id: personId, work_date: YESTERDAY, position, kind },
    operated_at: new Date(minuteOfClock(clock, YESTERDAY, 'Asia/Tokyo') * MS_PER_MINUTE),
  });
  const { records } = portal;
  await records.deleteFrom('operations').where('person_id', '=', personId).where('work_date', '=', YESTERDAY).execute();
  await ensureWorkDay(records, tenantId, personId, YESTERDAY);
  const [start, end] = [press('start', 540, 0), press('end', 1080, 1)];
  await records.insertInto('operations').values([start, end]).execute();
  await publishWorkDay(records, tenantId, personId, YESTERDAY);
  const seen = await processDay(portal, tenantId, personId, YESTERDAY);
  await writeDayApproval(records, key, dayApprovalOf(seen, portal.house.people.approver, Date.now()));
  const later = new Date(end.operated_at.getTime() + 60 * MS_PER_MINUTE);
  await records
    .updateTable('operations')
    .set({ operated_at: later })
    .where('operation_id', '=', end.operation_id)
    .execute();
  await publishWorkDay(records, tenantId, personId, YESTERDAY);
  const { difference } = await processDay(portal, tenantId, personId, YESTERDAY);
  if (difference === null) throw new Error('the rules see no difference');
  return declaredFiguresOf(difference.figures);
}

/** Requests about 申請 and 承認 that succeed for those who may. */
export const requestInputs = (portal: () => TestPortal): Readonly<Record<string, MakeInput>> => {
  const employee = (entry: MatrixEntry) => (entry.about === 'own' ? 'me' : portal().house.people.employee);
  return {
    readRequest: async () => ({ params: { requestId: await addRequest(portal(), 'submitted') } }),
    createOvertimeRequest: () => ({
      body: { requestId: randomUUID(), workDate: TODAY, expectedEndClock: 1200, reason: '締め作業' },
    }),
    createCorrection: () => ({
      body: { requestId: randomUUID(), workDate: YESTERDAY, day: DAY, reason: '有給休暇でした' },
    }),
    previewCorrection: () => ({ params: { workDate: YESTERDAY }, query: { draft: JSON.stringify(DAY) } }),
    resendRequest: async () => ({
      params: { requestId: await addRequest(portal(), 'returned') },
      body: { version: 1, reason: '顧客対応', content: { kind: 'overtime', expectedEndClock: 1200 } },
    }),
    withdrawRequest: async () => ({
      params: { requestId: await addRequest(portal(), 'submitted') },
      body: { version: 1 },
    }),
    decideRequests: async () => {
      const requestId = await addRequest(portal(), 'submitted');
      return { body: { decisions: [{ requestId, version: 1, decision: 'approve' }] } };
    },
    resolveDifference: async () => ({
      params: { personId: portal().house.people.employee, workDate: YESTERDAY },
      body: { resolution: 'decline', comment: '申告どおり', figures: await addDifference(portal()) },
    }),
    readDayHistory: (entry) => ({ params: { personId: employee(entry), workDate: TODAY } }),
  };
};
