import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import {
  attendanceRowSchema,
  createMachineToken,
  listMachineTokens,
  MACHINE_CALLS_PER_MINUTE,
  readAttendance,
  revokeMachineToken,
} from '#domain/contract/machine.ts';
import type { AttendanceRow, MachineToken } from '#domain/contract/machine.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { storeDay } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import type { Answer } from '../testkit/client.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, people } = portal.house;
  const presses = [
    ['start', '9:00', { workStyle: 'remote' }],
    ['end', '27:00'],
  ] as const;
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-02', presses, active: [['9:05', '9:10']] });
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-03', active: [['9:00', '9:30']] });
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-04' });
  await storeDay(portal, tenantId, people.colleague, { workDate: '2026-03-02', active: [['22:00', '26:00']] });
  await storeDay(portal, tenantId, people.colleague, { workDate: '2026-02-28', presses });
  const other = portal.otherHouse;
  await storeDay(portal, other.tenantId, other.people.employee, { workDate: '2026-03-02', presses });
});
after(() => portal.stop());
beforeEach(() => portal.records.deleteFrom('machine_tokens').execute());

interface Made {
  readonly token: MachineToken;
  readonly secret: string;
}
const wanted = { name: '給与', firstMonth: '202603', lastMonth: '202604', groupIds: null, validDays: 30 };
const make = async (more: object = {}, house = portal.house): Promise<Made> => {
  const administrator = await portal.signedIn(house === portal.house ? 'administrator' : 'senior', house);
  const answer = await administrator.call(createMachineToken, { body: { ...wanted, ...more } });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const read = (secret: string, query: Record<string, string> = { month: '202603' }): Promise<Answer> =>
  portal.client().call(readAttendance, { query, headers: { authorization: `Bearer ${secret}` } });
const rowsOf = (answer: Answer): AttendanceRow[] => {
  assert.equal(answer.status, 200, answer.text);
  return answer.text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => attendanceRowSchema.strict().parse(JSON.parse(line)));
};

test('a month comes as JSON lines with the figures of the file, by date and person id, and nobody of another tenant', async () => {
  const { secret } = await make();
  const answer = await read(secret);
  assert.equal(answer.headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
  assert.equal(answer.headers.get('content-encoding'), null);
  const { employee, colleague } = portal.house.people;
  const none = { clockIn: null, clockOut: null, breakTime: null, deemedEnd: null, workStyle: null };
  const expected = [
    {
      ...{ cursor: `2026-03-02.${employee}`, employeeNumber: '001', date: '2026/03/02', clockIn: '09:00' },
      ...{ clockOut: '27:00', breakTime: '01:00', deemedEnd: '26:00', workStyle: '在宅' },
      ...{ pcStart: '09:05', pcEnd: '09:10', pcSpan: '00:05', pcActive: '00:05' },
    },
    {
      ...{ cursor: `2026-03-02.${colleague}`, employeeNumber: '007', date: '2026/03/02', ...none },
      ...{ pcStart: '22:00', pcEnd: '26:00', pcSpan: '04:00', pcActive: '04:00' },
    },
    {
      ...{ cursor: `2026-03-03.${employee}`, employeeNumber: '001', date: '2026/03/03', ...none },
      ...{ pcStart: '09:00', pcEnd: '09:30', pcSpan: '00:30', pcActive: '00:30' },
    },
  ].sort((a, b) => (a.cursor < b.cursor ? -1 : 1));
  assert.deepEqual(rowsOf(answer), expected);
});

test('from each cursor on the rest comes, without gap or repeat, also after others have been moved and renumbered', async () => {
  const { secret } = await make();
  const whole = rowsOf(await read(secret));
  const { employee, colleague } = portal.house.people;
  for (const [personId, number] of [
    [employee, '900'],
    [colleague, '100'],
  ] as const)
    await portal.records
      .updateTable('people')
      .set({ employee_number: number })
      .where('person_id', '=', personId)
      .execute();
  try {
    for (const [index, { cursor }] of whole.entries()) {
      const rest = rowsOf(await read(secret, { month: '202603', cursor }));
      assert.deepEqual(
        rest.map((row) => row.cursor),
        whole.slice(index + 1).map((row) => row.cursor),
      );
    }
  } finally {
    await portal.records
      .updateTable('people')
      .set({ employee_number: '001' })
      .where('person_id', '=', employee)
      .execute();
    await portal.records
      .updateTable('people')
      .set({ employee_number: '007' })
      .where('person_id', '=', colleague)
      .execute();
  }
});

test('CSV has the columns of the file and the cursor; a continuation has no header, so both parts make one file', async () => {
  const { secret } = await make();
  const whole = await read(secret, { month: '202603', format: 'csv' });
  assert.equal(whole.headers.get('content-type'), 'text/csv; charset=utf-8');
  const lines = whole.text.split('\r\n');
  assert.equal(
    lines[0],
    '社員番号,日付,出勤時刻,退勤時刻,総休憩時間,見なし退勤時間,勤務形態,PC 開始時刻,PC 終了時刻,PC 始終時間,PC 操作時間,cursor',
  );
  const cursor = lines[1]?.split(',').at(-1) ?? '';
  const rest = await read(secret, { month: '202603', format: 'csv', cursor });
  assert.equal(`${lines[0]}\r\n${lines[1]}\r\n${rest.text}`, whole.text);
});

test('a token for groups gives their people and those below, by the group on the work date', async () => {
  const { SALES, DEV, HQ } = portal.house.groups;
  const numbers = async (groupIds: string[]): Promise<Set<string>> =>
    new Set(rowsOf(await read((await make({ groupIds })).secret)).map((row) => row.employeeNumber));
  assert.deepEqual(await numbers([SALES]), new Set(['001']));
  assert.deepEqual(await numbers([DEV]), new Set(['007']));
  assert.deepEqual(await numbers([HQ]), new Set(['001', '007']));
});

test('months outside the token are 403, a cursor of another month is 400, an unknown query is 400', async () => {
  const { secret } = await make();
  for (const month of ['202602', '202605'])
    assert.equal((await read(secret, { month })).code, 'token_month_refused', month);
  assert.equal((await read(secret, { month: '202602' })).status, 403);
  assert.equal((await read(secret, { month: '202604' })).status, 200);
  const cursor = `2026-04-02.${portal.house.people.employee}`;
  assert.equal((await read(secret, { month: '202603', cursor })).code, 'invalid_input');
  assert.equal((await read(secret, { month: '202603', cursor: 'x' })).code, 'invalid_input');
  assert.equal((await read(secret, { month: '202603', tenant: 'other' })).code, 'invalid_input');
});

test('no token, a wrong, an expired and a revoked one are the same 401, and a session opens nothing', async () => {
  const { token, secret } = await make();
  const other = await make();
  const wrong = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
  const mixed = other.secret.slice(0, 39) + secret.slice(39);
  for (const text of ['', 'x', wrong, mixed, secret.slice(0, 38)])
    assert.deepEqual([(await read(text)).status, (await read(text)).code], [401, 'token_refused']);
  const administrator = await portal.signedIn('administrator');
  assert.equal((await administrator.call(readAttendance, { query: { month: '202603' } })).code, 'token_refused');
  assert.equal((await read(secret)).status, 200);
  assert.equal((await administrator.call(revokeMachineToken, { params: { tokenId: token.tokenId } })).status, 200);
  assert.equal((await read(secret)).code, 'token_refused');
  await portal.records
    .updateTable('machine_tokens')
    .set({ expires_at: sql<Date>`now()` })
    .where('token_id', '=', other.token.tokenId)
    .execute();
  assert.equal((await read(other.secret)).code, 'token_refused');
});

test('the calls of a minute are counted for each token; one more is 429 with the seconds to wait', async () => {
  const [{ token, secret }, other] = [await make(), await make()];
  await portal.records
    .updateTable('machine_tokens')
    .set({ window_started_at: sql<Date>`now()`, window_calls: MACHINE_CALLS_PER_MINUTE - 1 })
    .where('token_id', '=', token.tokenId)
    .execute();
  assert.equal((await read(secret)).status, 200);
  const refused = await read(secret);
  assert.deepEqual([refused.status, refused.code], [429, 'too_many_requests']);
  const seconds = Number(refused.headers.get('retry-after'));
  assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
  assert.equal((await read(other.secret)).status, 200);
  await portal.records
    .updateTable('machine_tokens')
    .set({ window_started_at: sql<Date>`now() - interval '61 seconds'` })
    .where('token_id', '=', token.tokenId)
    .execute();
  assert.equal((await read(secret)).status, 200);
});

test('a secret is in no table, in no list and no audit row; making, calls and revoking are', async () => {
  const { token, secret } = await make();
  await read(secret);
  const administrator = await portal.signedIn('administrator');
  const list = await administrator.call(listMachineTokens);
  assert.ok(!list.text.includes(secret.slice(39)));
  const { tokens }: { tokens: MachineToken[] } = list.json;
  assert.equal(tokens[0]?.tokenId, token.tokenId);
  assert.notEqual(tokens[0]?.lastUsedAt, null);
  await administrator.call(revokeMachineToken, { params: { tokenId: token.tokenId } });
  const rows = await waitFor(async () => {
    const found = await portal.records
      .selectFrom('audit_entries')
      .select(['action', 'detail', 'actor_id'])
      .where('subject_id', '=', token.tokenId)
      .orderBy('audit_id')
      .execute();
    return found.length === 4 ? found : undefined;
  });
  assert.deepEqual(
    rows.map((row) => row.action),
    ['machine-token.created', 'machine.attendance-started', 'machine.attendance-read', 'machine-token.revoked'],
  );
  const read3 = { month: '202603', format: 'jsonl', cursor: null, rows: 3, isComplete: true };
  assert.deepEqual(rows[2]?.detail, read3);
  const dump = await sql<{ text: string }>`
    SELECT t::text AS text FROM machine_tokens t UNION ALL SELECT e::text FROM audit_entries e`.execute(portal.records);
  for (const { text } of dump.rows) assert.ok(!text.includes(secret.slice(39)), text);
});

test('a caller that goes away leaves a trace that says so', async () => {
  const { token, secret } = await make();
  const url = `http://127.0.0.1:${portal.reporting.port}/api/v1/attendance?month=202603`;
  await new Promise<void>((resolve) => {
    const call = request(url, { headers: { authorization: `Bearer ${secret}` } }, (response) => {
      response.destroy();
      resolve();
    });
    call.end();
  });
  const detail = await waitFor(async () => {
    const row = await portal.records
      .selectFrom('audit_entries')
      .select('detail')
      .where('subject_id', '=', token.tokenId)
      .where('action', '=', 'machine.attendance-read')
      .executeTakeFirst();
    return row?.detail as { isComplete: boolean } | undefined;
  });
  assert.equal(typeof detail.isComplete, 'boolean');
});

test('a token reaches its own tenant only, and groups must be of it', async () => {
  const { senior } = portal.otherHouse.people;
  await portal.records.updateTable('people').set({ is_administrator: true }).where('person_id', '=', senior).execute();
  const { secret } = await make({}, portal.otherHouse);
  const answer = await read(secret);
  assert.deepEqual(
    rowsOf(answer).map((row) => row.cursor),
    [`2026-03-02.${portal.otherHouse.people.employee}`],
  );
  const administrator = await portal.signedIn('administrator');
  const body = { ...wanted, groupIds: [portal.otherHouse.groups.HQ] };
  assert.equal((await administrator.call(createMachineToken, { body })).code, 'invalid_input');
});
