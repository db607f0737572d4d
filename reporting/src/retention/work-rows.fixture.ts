import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { storeDay } from '../testkit/days.ts';
import type { TestPortal } from '../testkit/portal.ts';

/** Where 勤務の記録 lies in the columnar store, and in PostgreSQL in the order of its foreign keys. */
export const COLUMNAR = [
  'computed_days_v1',
  'day_changes_v1',
  'work_days_v1',
  'person_minutes_v1',
  'raw_session_changes_v1',
] as const;
export const RECORDS = [
  'request_events',
  'requests',
  'day_approvals',
  'operations',
  'unrequested_answers',
  'tasks',
  'work_import_days',
  'started_days',
  'work_days',
] as const;

/** One row in each table of both stores: what a pressed, requested, approved and computed day leaves. */
export async function storeWork(portal: TestPortal, house: TestPortal['house'], workDate: string): Promise<void> {
  const { tenantId, people } = house;
  const personId = people.employee;
  await storeDay(portal, tenantId, personId, {
    workDate,
    presses: [
      ['start', '09:00'],
      ['end', '18:00'],
    ],
    active: [['09:05', '09:10']],
  });
  const day = { tenant_id: tenantId, person_id: personId, work_date: workDate };
  const columns = ['tenant_id', 'person_id', 'work_date', 'version'];
  await portal.analytics.insertRows('work_days_v1', [...columns, 'declared'], [[...Object.values(day), 1, '{}']]);
  await portal.analytics.insertRows('day_changes_v1', columns, [[...Object.values(day), 2]]);
  await portal.analytics.insertRows(
    'raw_session_changes_v1',
    ['tenant_id', 'person_id', 'changed_at', 'device_id', 'change'],
    [[tenantId, personId, `${workDate}T00:00:00Z`, 'pc', 'lock']],
  );
  const insert = (table: string, row: Record<string, unknown>) =>
    sql`INSERT INTO ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
      VALUES (${sql.join(Object.values(row))})`.execute(portal.records);
  const requestId = randomUUID();
  const importId = randomUUID();
  await insert('work_days', { ...day, version: 1 });
  const request = { tenant_id: tenantId, request_id: requestId };
  await insert('requests', { ...day, ...request, kind: 'start', mode: 'manual', state: 'approved' });
  await insert('request_events', { ...request, action: 'approved' });
  const press = { operation_id: randomUUID(), position: 1, kind: 'start', operated_at: `${workDate}T00:00:00Z` };
  await insert('operations', { ...day, ...press, request_id: requestId });
  await insert('day_approvals', { ...day, approved_at: new Date(), approved_by: personId, approval: '{}' });
  await insert('unrequested_answers', { ...day, start_minute: 1, end_minute: 2, answer: 'work' });
  const task = { task_id: randomUUID(), kind: 'task', title: '見積', starts_at: `${workDate}T00:00:00Z` };
  await insert('tasks', { ...day, ...task, ends_at: `${workDate}T01:00:00Z` });
  const imported = { tenant_id: tenantId, import_id: importId };
  await insert('work_imports', { ...imported, imported_by: personId, work_rows: 1, task_rows: 0 });
  await insert('work_import_days', { ...imported, kind: 'work', person_id: personId, work_date: workDate, entries: 1 });
}
