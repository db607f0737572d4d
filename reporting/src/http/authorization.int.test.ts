import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { SECURITY_PROFILES } from '#domain/contract/security.ts';
import { DEFAULT_LEGAL_SETTINGS } from '#domain/contract/legal.ts';
import { listSessions } from '#domain/contract/session.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import type { Client, CallInput } from '../testkit/client.ts';
import { PASSWORD } from '../testkit/house.ts';
import type { House } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { ROSTER_INPUTS } from '../testkit/roster-inputs.ts';
import type { RosterAsker } from '../testkit/roster-inputs.ts';
import { dashboardInputs } from '../testkit/dashboard-inputs.ts';
import { keptBrowsers } from '../testkit/kept-browsers.ts';
import { exportInputs } from '../testkit/export-inputs.ts';
import { clearWork } from '../testkit/clear-work.ts';
import { machineInputs } from '../testkit/machine-inputs.ts';
import { requestInputs } from '../testkit/request-inputs.ts';
import { taskInputs } from '../testkit/task-inputs.ts';
import { workImportInputs } from '../testkit/work-import-inputs.ts';
import { AUTHORIZATION_MATRIX, SUBJECTS } from './authorization-matrix.ts';
import type { Expectation, MatrixEntry, MatrixSubject } from './authorization-matrix.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  const { senior } = portal.otherHouse.people;
  await portal.records.updateTable('people').set({ is_administrator: true }).where('person_id', '=', senior).execute();
  await portal.records
    .updateTable('people')
    .set({ may_view_dashboard: true })
    .where('person_id', 'in', [senior, portal.house.people.siblingApprover])
    .execute();
});
after(() => portal.stop());

const signedIn = (subject: Exclude<MatrixSubject, 'anonymous'>): Promise<Client> =>
  subject === 'otherTenant' ? portal.signedIn('senior', portal.otherHouse) : portal.signedIn(subject);
const keptBrowserOf = keptBrowsers(() => portal, signedIn);
const clientOf = (subject: MatrixSubject): Promise<Client> =>
  subject === 'anonymous' ? Promise.resolve(portal.client()) : keptBrowserOf(subject);

const addDevice = async (): Promise<string> => {
  const deviceId = randomUUID();
  const owner = { tenant_id: portal.house.tenantId, person_id: portal.house.people.employee };
  await portal.records
    .insertInto('devices')
    .values({ ...owner, device_id: deviceId, name: 'PC', public_key: 'x' })
    .execute();
  return deviceId;
};

const newCode = async (): Promise<string> => {
  const owner = await clientOf('employee');
  const answer: { code: string } = (await owner.call(createEnrolmentCode)).json;
  return answer.code;
};

/** Another session: of the one who asks, or of the employee. */
const newSession = async (entry: MatrixEntry, subject: MatrixSubject): Promise<string> => {
  const browser = await signedIn(entry.about === 'employee' || subject === 'anonymous' ? 'employee' : subject);
  const { sessions }: { sessions: { sessionId: string; isThis: boolean }[] } = (await browser.call(listSessions)).json;
  return sessions.find((session) => session.isThis)?.sessionId ?? randomUUID();
};

const passwordOf = (subject: MatrixSubject): string => (subject === 'admin' ? portal.house.adminPassword : PASSWORD);
const anyKey = Buffer.alloc(32, 7).toString('base64url');

/** All settings with another number of licences than before: each saving is a change. */
const changedSettings = async (subject: MatrixSubject) => {
  const { tenantId } = subject === 'otherTenant' ? portal.otherHouse : portal.house;
  const { settings_version: version } = await portal.records
    .selectFrom('tenants')
    .select('settings_version')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const privacy = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
  const kept = { sendsRequestMail: true, zone: 'Asia/Tokyo', privacy, plan: 'advanced' };
  return { ...kept, version, licenceCount: 1_000 + version };
};

const versionIn = async (table: 'tenant_security' | 'monitoring_policies', subject: MatrixSubject): Promise<number> => {
  const { tenantId } = subject === 'otherTenant' ? portal.otherHouse : portal.house;
  const row = await portal.records
    .selectFrom(table)
    .select('version')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.version ?? 0;
};

/** Legal settings with another threshold than before. */
const changedLegalSettings = async (subject: MatrixSubject) => {
  const { tenantId } = subject === 'otherTenant' ? portal.otherHouse : portal.house;
  const { version } = await loadLegalSettings(portal.records, tenantId);
  return { version, settings: { ...DEFAULT_LEGAL_SETTINGS, deviationThresholdMinutes: version + 1 } };
};

/** A request that would succeed for someone who may. */
const INPUTS: Readonly<Record<string, (entry: MatrixEntry, subject: MatrixSubject) => Promise<CallInput> | CallInput>> =
  {
    signIn: (_, subject) => ({
      body: {
        tenant: subject === 'otherTenant' ? 'other' : 'demo',
        loginId: subject === 'otherTenant' ? 'senior' : subject,
        password: passwordOf(subject),
      },
    }),
    readMonth: (entry) => ({ params: { personId: personOf(entry), month: '202603' } }),
    readGroupMonth: () => ({ params: { groupId: portal.house.groups.SALES1, month: '202603' } }),
    readDay: (entry) => ({ params: { personId: personOf(entry), workDate: '2026-03-10' } }),
    readApplicationUse: (entry) => ({
      params: { personId: personOf(entry) },
      query: { from: '2026-03-01', to: '2026-03-31' },
    }),
    readGroupApplicationUse: () => ({
      params: { groupId: portal.house.groups.SALES1 },
      query: { from: '2026-03-01', to: '2026-03-31' },
    }),
    readGroupStatus: () => ({ params: { groupId: portal.house.groups.SALES1 } }),
    streamGroupStatus: () => ({ params: { groupId: portal.house.groups.SALES1 } }),
    readLegal: (entry) => ({ params: { personId: personOf(entry), month: '202603' } }),
    ...dashboardInputs(() => portal),
    readLegalOfGroup: () => ({ params: { groupId: portal.house.groups.SALES1, month: '202603' } }),
    saveLegalSettings: async (_, subject) => ({ body: await changedLegalSettings(subject) }),
    recordOperation: () => ({ body: { operationId: randomUUID(), kind: 'start' } }),
    changePassword: (_, subject) => ({ body: { currentPassword: passwordOf(subject), newPassword: 'Quite-new-9' } }),
    saveDisplay: () => ({ body: { language: 'ja', theme: 'auto' } }),
    endSession: async (entry, subject) => ({ params: { sessionId: await newSession(entry, subject) } }),
    endSessionsOfPerson: (entry) => ({ params: { personId: personOf(entry) } }),
    writeSecuritySettings: async (_, subject) => ({
      body: { settings: SECURITY_PROFILES.guide, version: await versionIn('tenant_security', subject) },
    }),
    switchBuiltInAdmin: () => ({ body: { isOff: false } }),
    saveMonitoringPolicy: async (_, subject) => ({
      body: {
        text: { purpose: '目的', responsible: '責任者', rules: '規則', checks: '確認', retention: '1年' },
        version: await versionIn('monitoring_policies', subject),
      },
    }),
    requestPasswordReset: async () => {
      await portal.records
        .updateTable('people')
        .set({ mail: 'employee@example.jp' })
        .where('person_id', '=', portal.house.people.employee)
        .execute();
      return { body: { tenant: 'demo', loginId: 'employee' } };
    },
    revokeDevice: async () => ({ params: { deviceId: await addDevice() } }),
    enrolDevice: async () => ({ body: { code: await newCode(), publicKey: anyKey, deviceName: 'PC' } }),
    ...exportInputs(() => portal),
    ...machineInputs(() => portal),
    saveTenantSettings: async (_, subject) => ({ body: await changedSettings(subject) }),
    ...taskInputs(() => portal),
    ...requestInputs(() => portal),
    ...workImportInputs(() => portal, clientOf),
    importPresence: () => ({
      query: { apply: '1' },
      body: Buffer.from('ユーザID,日時,プレゼンス\r\nemployee,2026/03/02 9:00,連絡可能\r\n'),
      headers: { 'content-type': 'application/octet-stream' },
    }),
    uploadSiteNames: () => ({
      body: Buffer.from('URL,HP 名称\r\nhttps://a.example/,社内\r\n'),
      headers: { 'content-type': 'application/octet-stream' },
    }),
    compareSiteNames: () => ({
      body: Buffer.from('URL,HP 名称\r\nhttps://a.example/,社内\r\n'),
      headers: { 'content-type': 'application/octet-stream' },
    }),
  };

async function inputOf(endpoint: Endpoint, entry: MatrixEntry, subject: MatrixSubject): Promise<CallInput | undefined> {
  const rosterInputs: Readonly<Record<string, (asker: RosterAsker) => CallInput | Promise<CallInput>>> = ROSTER_INPUTS(
    portal,
    portal.house,
  );
  const ofRoster = rosterInputs[endpoint.name];
  if (ofRoster === undefined) return INPUTS[endpoint.name]?.(entry, subject);
  const house = subject === 'otherTenant' ? portal.otherHouse : portal.house;
  return ofRoster({ house, browser: await clientOf(subject), isAllowed: entry.row[subject] === 'allow' });
}
const personOf = (entry: MatrixEntry): string => (entry.about === 'own' ? 'me' : portal.house.people.employee);

/** The request's lasting effects must not reach the next line. Only what changed is written: this runs after each of them. */
async function restore(saved: { person_id: string; password_hash: string | null }[]): Promise<void> {
  const emptied = [
    'tasks',
    'unrequested_answers',
    'calendar_sources',
    'enrolment_codes',
    'devices',
    'former_passwords',
  ];
  await sql.raw(emptied.map((table) => `DELETE FROM ${table}`).join(';')).execute(portal.records);
  await clearWork(portal.records);
  // As if set before yesterday: a password may be changed again only after a day.
  await sql`UPDATE people p SET password_hash = s.password_hash, password_set_at = now() - interval '2 days'
    FROM jsonb_to_recordset(${JSON.stringify(saved)}::jsonb) AS s (person_id uuid, password_hash text)
    WHERE p.person_id = s.person_id
      AND (p.password_hash IS DISTINCT FROM s.password_hash OR p.password_set_at > now() - interval '1 day')`.execute(
    portal.records,
  );
}

/** Whatever the status: no id of this tenant is in an answer to the other. */
function assertNothingOf(house: House, text: string): void {
  for (const id of [house.tenantId, ...Object.values(house.people), ...Object.values(house.groups)])
    assert.ok(!text.includes(id), text);
}

const isEmptyAnswer = (json: unknown): boolean =>
  typeof json === 'object' &&
  json !== null &&
  Object.values(json).every((value) => Array.isArray(value) && value.length === 0);

function outcomeOf(answer: { status: number; json: never }): Expectation | number {
  if (answer.status !== 200) return answer.status;
  return isEmptyAnswer(answer.json) ? 'empty' : 'allow';
}

test('every endpoint of the contract has its line in the matrix, and no line is without an endpoint', () => {
  assert.deepEqual(Object.keys(AUTHORIZATION_MATRIX).sort(), API_ENDPOINTS.map((endpoint) => endpoint.name).sort());
});

describe('each endpoint answers each subject as the matrix says', () => {
  for (const endpoint of API_ENDPOINTS as readonly Endpoint[]) {
    for (const entry of AUTHORIZATION_MATRIX[endpoint.name] ?? []) {
      test(`${endpoint.name}, about ${entry.about}`, async () => {
        const saved = await portal.records.selectFrom('people').select(['person_id', 'password_hash']).execute();
        for (const subject of SUBJECTS) {
          const client = await clientOf(subject);
          if (endpoint.name === 'listDevices') await addDevice();
          const answer = await client.call(endpoint, await inputOf(endpoint, entry, subject));
          await restore(saved);
          if (subject === 'otherTenant' && endpoint.access === 'signedIn') assertNothingOf(portal.house, answer.text);
          assert.equal(
            outcomeOf(answer),
            entry.row[subject],
            `${endpoint.name} as ${subject}: ${answer.text.slice(0, 200)}`,
          );
        }
      });
    }
  }
});

/** Every row of every table; of the outboxes only their number, because a relay may be marking what earlier requests left. */
async function fingerprint(): Promise<string> {
  const tables = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    ORDER BY 1`.execute(portal.records);
  const parts = await Promise.all(
    tables.rows.map(async ({ name }) => {
      const value =
        name.endsWith('outbox') || name === 'started_days'
          ? sql`count(*)::text`
          : sql`md5(string_agg(t::text, '' ORDER BY t::text))`;
      const { rows } = await sql<{ text: string }>`SELECT ${value} AS text FROM ${sql.table(name)} t`.execute(
        portal.records,
      );
      return `${name} ${rows[0]?.text}`;
    }),
  );
  return parts.join('\n');
}

describe('each deed leaves its trace in its transaction', () => {
  const changing = (API_ENDPOINTS as readonly Endpoint[]).filter((endpoint) => endpoint.method !== 'GET');
  for (const endpoint of changing) {
    for (const entry of AUTHORIZATION_MATRIX[endpoint.name] ?? []) {
      const subject = SUBJECTS.findLast((each) => entry.row[each] === 'allow' && each !== 'otherTenant');
      assert.ok(subject !== undefined, `nobody may ${endpoint.name}`);

      test(`${endpoint.name}, about ${entry.about}: without its row in the audit it does not happen; with it, it does`, async () => {
        const saved = await portal.records.selectFrom('people').select(['person_id', 'password_hash']).execute();
        const client = await clientOf(subject);
        const input = await inputOf(endpoint, entry, subject);
        await portal.records
          .updateTable('sessions')
          .set({ last_seen_at: sql<Date>`now()` })
          .execute();
        const before = await fingerprint();
        await sql`ALTER TABLE audit_entries ADD CONSTRAINT test_full CHECK (false) NOT VALID`.execute(portal.records);
        const failed = await client.call(endpoint, input);
        await sql`ALTER TABLE audit_entries DROP CONSTRAINT test_full`.execute(portal.records);
        assert.equal(failed.status, 500, failed.text);
        assert.equal(await fingerprint(), before);
        const done = await client.call(endpoint, input);
        await restore(saved);
        assert.equal(done.status, 200, done.text);
        const rows = await portal.records
          .selectFrom('audit_entries')
          .select('action')
          .where('request_id', '=', done.headers.get('x-request-id'))
          .execute();
        assert.ok(rows.length >= 1, `${endpoint.name} leaves no trace`);
      });
    }
  }
});
