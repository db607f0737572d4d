import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import { createRecords } from '#platform/postgres.ts';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import { readDeclaredDay } from '#sql/work-facts.ts';
import type { FaultPlace } from '../fault-point.ts';
import type { PersonName } from '../testkit/house.ts';
import type { Tables } from '../records/schema.ts';
import { storeDay } from '../testkit/days.ts';
import type { DayPlan } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { recordEnds } from './record-ends.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, people } = portal.house;
  await portal.records
    .insertInto('auto_recording_periods')
    .values({ tenant_id: tenantId, effective_from: '2026-02-01' as WorkDate, is_on: true })
    .execute();
  await portal.records
    .updateTable('assignments')
    .set({ end_approval: 'manual' })
    .where('person_id', '=', people.colleague)
    .execute();
  await portal.records.transaction().execute((trx) => publishRosterFacts(trx, tenantId, Object.values(people)));
});
after(() => portal.stop());

const record = (faultPoint: (place: FaultPlace) => void = () => undefined, records = portal.records): Promise<void> =>
  recordEnds({
    records,
    analytics: portal.analytics,
    pepper: portal.deps.secrets.passwordPepper,
    kickRelay: () => undefined,
    faultPoint,
  });
const store = (person: PersonName, plan: DayPlan) =>
  storeDay(portal, portal.house.tenantId, portal.house.people[person], plan);
const requestsOf = (person: PersonName, workDate: string) =>
  portal.records
    .selectFrom('requests')
    .select(['kind', 'mode', 'state', 'is_recorded', 'request_id'])
    .where('person_id', '=', portal.house.people[person])
    .where('work_date', '=', workDate as WorkDate)
    .execute();
const ACTIVE = [['09:00', '18:30']] as const;

test('a day that the PC log declared gets one end request, approved automatically or waiting by the mode of its person', async () => {
  const employeeDay = await store('employee', { workDate: '2026-03-02', active: ACTIVE });
  assert.equal(employeeDay.declarationSource, 'autoRecorded');
  await store('colleague', { workDate: '2026-03-02', active: ACTIVE });
  await record();
  await record();
  const [automatic, ...others] = await requestsOf('employee', '2026-03-02');
  assert.deepEqual(
    [automatic?.kind, automatic?.mode, automatic?.state, automatic?.is_recorded],
    ['end', 'automatic', 'approved', true],
  );
  assert.deepEqual(others, []);
  const [manual] = await requestsOf('colleague', '2026-03-02');
  assert.deepEqual([manual?.mode, manual?.state], ['manual', 'submitted']);

  const events = await portal.records
    .selectFrom('request_events')
    .select(['request_id', 'action', 'actor_id'])
    .orderBy('event_id')
    .execute();
  assert.deepEqual(
    events.map(({ request_id, action, actor_id }) => [request_id === manual?.request_id, action, actor_id]).sort(),
    [
      [false, 'approvedAutomatically', null],
      [false, 'submitted', null],
      [true, 'submitted', null],
    ],
  );
  const { tenantId, people } = portal.house;
  const key = { tenantId, personId: people.colleague, workDate: '2026-03-02' as WorkDate };
  assert.equal((await readDeclaredDay(portal.records, key, 1)).recordedEndState, 'submitted');
});

test('only 開始 pressed, nothing recorded, and a day before the period get none', async () => {
  const half = await store('employee', { workDate: '2026-03-03', presses: [['start', '09:00']], active: ACTIVE });
  assert.equal(half.declarationSource, 'autoRecordedEnd');
  const early = await store('employee', { workDate: '2026-01-30', active: ACTIVE });
  assert.equal(early.declarationSource, 'none');
  await record();
  assert.deepEqual([await requestsOf('employee', '2026-03-03'), await requestsOf('employee', '2026-01-30')], [[], []]);
});

test('several instances at once record one request', async () => {
  await store('employee', { workDate: '2026-03-04', active: ACTIVE });
  const others = Array.from({ length: 3 }, () => createRecords<Tables>(portal.postgresUrl));
  await Promise.all([record(), ...others.map((records) => record(undefined, records))]);
  await Promise.all(others.map((records) => records.destroy()));
  assert.equal((await requestsOf('employee', '2026-03-04')).length, 1);
});

test('a round that dies before its commit leaves nothing, and the next one records the end', async () => {
  await store('employee', { workDate: '2026-03-05', active: ACTIVE });
  const dies = (place: FaultPlace): void => {
    if (place === 'auto-recording.before-commit') throw new Error('killed');
  };
  await assert.rejects(record(dies), /killed/);
  assert.deepEqual(await requestsOf('employee', '2026-03-05'), []);
  await record();
  assert.equal((await requestsOf('employee', '2026-03-05')).length, 1);
});

test('a day that its person declared before the round came is theirs: no request', async () => {
  await store('employee', { workDate: '2026-03-06', active: ACTIVE });
  const { tenantId, people } = portal.house;
  const day = { tenant_id: tenantId, person_id: people.employee, work_date: '2026-03-06' as WorkDate };
  await portal.records.insertInto('work_days').values(day).execute();
  const correction = { request_id: randomUUID(), kind: 'correction', mode: 'manual', state: 'submitted' } as const;
  const body = JSON.stringify({ operations: [] });
  await portal.records
    .insertInto('requests')
    .values({ ...day, ...correction, body })
    .execute();
  await record();
  assert.deepEqual(
    (await requestsOf('employee', '2026-03-06')).map(({ kind }) => kind),
    ['correction'],
  );
});
