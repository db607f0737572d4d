import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { DEFAULT_RETENTION } from '#domain/contract/retention.ts';
import * as roster from '#domain/contract/roster.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { FaultPlace } from '../fault-point.ts';
import type { Client } from '../testkit/client.ts';
import { storeDay } from '../testkit/days.ts';
import type { PersonName } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { rollUp } from '../testkit/roll-up.ts';
import { versionOf } from '../testkit/roster-files.ts';
import { eraseData } from './erase-data.ts';
import { eraseDeleted } from './erase-deleted.ts';

let portal: TestPortal;
let admin: Client;
/** Every table of the analytics store that has rows of people, as the store names them: a table that comes later must be erased too. */
let tables: string[];
before(async () => {
  portal = await startTestPortal();
  admin = await portal.signedIn('administrator');
  tables = (await portal.analytics.query(PERSON_TABLES, {})).map((row) => row.tableName);
  assert.ok(tables.length >= 9);
});
after(() => portal.stop());

const PERSON_TABLES = defineQuery({
  name: 'test/person-tables',
  sql: `SELECT table AS tableName FROM system.columns WHERE database = currentDatabase() AND system.columns.name = 'person_id'
    AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree') ORDER BY table`,
  params: z.object({}),
  row: z.object({ tableName: z.string() }),
});

const act = async (name: PersonName, deed: string, more: object = {}): Promise<void> => {
  const body = { rosterVersion: await versionOf(admin), ...more };
  const answer = await admin.call(roster.actOnRosterUser, {
    params: { personId: portal.house.people[name], deed },
    body,
  });
  assert.equal(answer.status, 200, answer.text);
};
const purged: string[] = [];
const erase = (faultPoint: (place: FaultPlace) => void = () => undefined): Promise<void> =>
  eraseData({
    ...portal,
    purgeFacts: (_tenantId, personId) => Promise.resolve(void purged.push(personId)),
    faultPoint,
  });

const CANARY = '金糸雀';
async function store(name: PersonName): Promise<void> {
  const { tenantId, people } = portal.house;
  const personId = people[name];
  await storeDay(portal, tenantId, personId, { workDate: '2026-03-02', active: [['9:00', '9:30']] });
  const at = '2026-03-02T00:00:00Z';
  const common = [tenantId, personId, 'pc', 0, 's', 'b', 1, at];
  const columns = [
    'tenant_id',
    'person_id',
    'device_id',
    'offset_minutes',
    'spool_id',
    'boot_id',
    'seq',
    'received_at',
  ];
  const { analytics } = portal;
  await analytics.insertRows('raw_input_minutes_v1', [...columns, 'minute', 'letters'], [[...common, at, 1]]);
  await analytics.insertRows('raw_window_slices_v1', [...columns, 'minute', 'title'], [[...common, at, CANARY]]);
  await analytics.insertRows(
    'raw_session_changes_v1',
    [...columns, 'changed_at', 'change'],
    [[...common, at, 'logon']],
  );
  await analytics.insertRows(
    'raw_presence_changes_v1',
    [...columns, 'changed_at', 'activity'],
    [[...common, at, '連絡可能']],
  );
  await analytics.insertRows('roster_people_v1', ['tenant_id', 'person_id', 'version'], [[tenantId, personId, 1]]);
  const day = ['tenant_id', 'person_id', 'work_date', 'version'];
  for (const table of ['work_days_v1', 'day_changes_v1'])
    await analytics.insertRows(table, day, [[tenantId, personId, '2026-03-02', 1]]);
  await rollUp(portal);
  await portal.records
    .insertInto('tasks')
    .values({
      ...{ tenant_id: tenantId, task_id: randomUUID(), person_id: personId, work_date: '2026-03-02' as WorkDate },
      ...{
        kind: 'task',
        title: CANARY,
        detail: CANARY,
        report: CANARY,
        starts_at: new Date(at),
        ends_at: new Date(at),
      },
    })
    .execute();
}

/** Tables of the analytics store that hold rows of a person. */
async function storedOf(name: PersonName): Promise<string[]> {
  const query = defineQuery({
    name: 'test/stored-of',
    sql: tables
      .map((table) => `SELECT '${table}' AS name FROM ${table} WHERE person_id = {personId:String}`)
      .join(' UNION ALL '),
    params: z.object({ personId: z.string() }),
    row: z.object({ name: z.string() }),
  });
  const rows = await portal.analytics.query(query, { personId: portal.house.people[name] });
  return [...new Set(rows.map((row) => row.name))].sort();
}
const titlesOf = async (name: PersonName): Promise<string[]> =>
  (
    await portal.records
      .selectFrom('tasks')
      .select('title')
      .where('person_id', '=', portal.house.people[name])
      .execute()
  ).map((row) => row.title);

test('完全削除 keeps what was recorded and computed, unless it is chosen to go; nobody else loses a row', async () => {
  for (const name of ['employee', 'colleague', 'senior'] as const) await store(name);
  for (const name of ['employee', 'colleague'] as const) await act(name, 'removals');
  await act('employee', 'deletions', { erasesData: true });
  await act('colleague', 'deletions');
  await erase();
  assert.deepEqual(await storedOf('employee'), tables, 'not before the values are blank');
  await eraseDeleted(portal.records);
  await erase();
  assert.deepEqual(await storedOf('employee'), []);
  assert.deepEqual(await titlesOf('employee'), ['']);
  assert.deepEqual(purged, [portal.house.people.employee]);
  for (const name of ['colleague', 'senior'] as const) {
    assert.deepEqual(await storedOf(name), tables, name);
    assert.deepEqual(await titlesOf(name), [CANARY], name);
  }
  const traces = await portal.records
    .selectFrom('audit_entries')
    .select(['subject_id', 'detail'])
    .where('action', '=', 'person.data-erased')
    .execute();
  assert.deepEqual(
    traces.map((trace) => trace.subject_id),
    [portal.house.people.employee],
  );
  // The portal itself may have summed a date more than once.
  const { rows } = traces[0]?.detail as { rows: number };
  assert.ok(rows >= 41, String(rows));
  await erase();
  assert.equal(purged.length, 1, 'once');
});

test('a kill between two tables is followed by a run that does the rest; on hold it waits', async () => {
  await store('approver');
  await portal.records.deleteFrom('group_approvers').where('person_id', '=', portal.house.people.approver).execute();
  await act('approver', 'removals');
  await act('approver', 'deletions', { erasesData: true });
  await eraseDeleted(portal.records);
  const hold = { tenant_id: portal.house.tenantId, saved_by: portal.house.people.administrator };
  const settings = JSON.stringify({ ...DEFAULT_RETENTION, isOnHold: true, holdReason: '調査' });
  await portal.records
    .insertInto('retention_settings')
    .values({ ...hold, settings })
    .execute();
  await erase();
  assert.deepEqual(await storedOf('approver'), tables);
  await portal.records.deleteFrom('retention_settings').execute();
  let reached = 0;
  const stop = (): void => {
    reached += 1;
    if (reached === 2) throw new Error('killed');
  };
  await assert.rejects(erase(stop), /killed/);
  assert.equal((await storedOf('approver')).length, tables.length - 2);
  assert.deepEqual(await titlesOf('approver'), [CANARY]);
  await erase();
  assert.deepEqual(await storedOf('approver'), []);
  assert.deepEqual(await titlesOf('approver'), ['']);
  const { rows } = await sql<{ done: boolean }>`
    SELECT data_erased_at IS NOT NULL AS done FROM people WHERE person_id = ${portal.house.people.approver}`.execute(
    portal.records,
  );
  assert.deepEqual(rows, [{ done: true }]);
});
