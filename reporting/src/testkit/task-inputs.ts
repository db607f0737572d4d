import { randomUUID } from 'node:crypto';
import type { MatrixEntry, MatrixSubject } from '../http/authorization-matrix.ts';
import type { CallInput } from './client.ts';
import { sealAddress } from '../calendar/seal-address.ts';
import { storeDay } from './days.ts';
import type { House } from './house.ts';
import type { TestPortal } from './portal.ts';

type MakeInput = (entry: MatrixEntry, subject: MatrixSubject) => Promise<CallInput> | CallInput;

const TASK_DATE = '2026-03-10';
const ANSWERED_DATE = '2026-03-05';

/** Whose the data is: the one's who asks, or the employee's. */
function ownerOf(portal: TestPortal, entry: MatrixEntry, subject: MatrixSubject): { house: House; personId: string } {
  const { house, otherHouse } = portal;
  if (entry.about === 'employee') return { house, personId: house.people.employee };
  if (subject === 'otherTenant') return { house: otherHouse, personId: otherHouse.people.senior };
  const people: Readonly<Record<string, string>> = house.people;
  return { house, personId: people[subject] ?? house.people.employee };
}

/** A task of the owner, as a row. */
async function addTask(portal: TestPortal, { house, personId }: ReturnType<typeof ownerOf>): Promise<string> {
  const task_id = randomUUID();
  await portal.records
    .insertInto('tasks')
    .values({
      ...{ tenant_id: house.tenantId, task_id, person_id: personId, work_date: TASK_DATE as never },
      ...{
        kind: 'task',
        title: '見積',
        starts_at: new Date('2026-03-10T01:00Z'),
        ends_at: new Date('2026-03-10T02:00Z'),
      },
    })
    .execute();
  return task_id;
}

async function addSource(portal: TestPortal, { house, personId }: ReturnType<typeof ownerOf>): Promise<void> {
  const url = 'http://localhost:9/own.ics';
  const source = {
    kind: 'url',
    host: 'localhost',
    sealed: sealAddress(portal.deps.secrets.passwordPepper, personId, url),
  };
  await portal.records
    .insertInto('calendar_sources')
    .values({ tenant_id: house.tenantId, person_id: personId, ...source, kind: 'url' })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doNothing())
    .execute();
}

const SHARED = { workDate: TASK_DATE, kind: 'task', title: '見積の確認', startClock: 600, endClock: 660 };
const OWN = { version: 1, workStyle: 'regular', report: '済み', progress: 100 };

/** Requests about 業務 and 申請外 that succeed for those who may. */
export const taskInputs = (portal: () => TestPortal): Readonly<Record<string, MakeInput>> => ({
  listTasks: (entry) => ({
    params: { personId: entry.about === 'own' ? 'me' : portal().house.people.employee },
    query: { from: TASK_DATE, to: TASK_DATE },
  }),
  searchMembers: () => ({ query: { text: '太郎' } }),
  createTask: () => ({ body: { ...SHARED, taskId: randomUUID() } }),
  saveTask: async (entry, subject) => ({
    params: { taskId: await addTask(portal(), ownerOf(portal(), entry, subject)) },
    body: { ...SHARED, ...OWN },
  }),
  saveTaskReport: async (entry, subject) => ({
    params: { taskId: await addTask(portal(), ownerOf(portal(), entry, subject)) },
    body: OWN,
  }),
  deleteTask: async (entry, subject) => ({
    params: { taskId: await addTask(portal(), ownerOf(portal(), entry, subject)) },
    query: { version: '1' },
  }),
  // No calendar is there: what is tried is who may.
  saveCalendarSource: () => ({ body: { url: 'http://localhost:9/own.ics' } }),
  uploadCalendarFile: () => ({
    body: Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'),
    headers: { 'content-type': 'application/octet-stream' },
  }),
  syncCalendar: async (entry, subject) => {
    await addSource(portal(), ownerOf(portal(), entry, subject));
    return {};
  },
  removeCalendarSource: async (entry, subject) => {
    await addSource(portal(), ownerOf(portal(), entry, subject));
    return {};
  },
  copyTasks: () => ({ body: { from: '2026-03-09', to: TASK_DATE } }),
  readUnrequestedBlocks: (entry) => ({
    params: { personId: entry.about === 'own' ? 'me' : portal().house.people.employee, workDate: TASK_DATE },
  }),
  answerBlock: async (entry, subject) => {
    const { house, personId } = ownerOf(portal(), entry, subject);
    const day = await storeDay(portal(), house.tenantId, personId, {
      workDate: ANSWERED_DATE,
      active: [['20:00', '20:05']],
    });
    const block = day.ledger.find((run) => run.state === 'unrequested');
    const span = { startMinute: block?.startMinute, endMinute: block?.endMinute };
    return { body: { workDate: ANSWERED_DATE, ...span, answer: 'private' } };
  },
});
