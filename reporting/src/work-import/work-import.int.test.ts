import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import * as contract from '#domain/contract/work-import.ts';
import type { WorkImport } from '#domain/contract/work-import.ts';
import { workSubject } from '#domain/contract/messages.ts';
import type { DeclaredDay } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { readDeclaredDay } from '#sql/work-facts.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { applyImport, importAll, importDraft, importDryRun, importFile } from '../testkit/work-import-files.ts';

let portal: TestPortal;
let administrator: Client;
before(async () => {
  portal = await startTestPortal();
  administrator = await portal.signedIn('administrator');
});
beforeEach(async () => {
  for (const table of ['tasks', 'day_approvals', 'request_events', 'requests', 'operations', 'work_days'] as const)
    await portal.records.deleteFrom(table).execute();
  await portal.records.deleteFrom('work_import_days').execute();
  await portal.records.deleteFrom('work_imports').execute();
});
after(() => portal.stop());

const work = (...lines: readonly string[]) => ({ work: importFile('work', ...lines) });
const tasks = (...lines: readonly string[]) => ({ tasks: importFile('tasks', ...lines) });
const declared = (person: 'employee' | 'colleague', workDate: string): Promise<DeclaredDay> =>
  readDeclaredDay(
    portal.records,
    { tenantId: portal.house.tenantId, personId: portal.house.people[person], workDate: workDate as WorkDate },
    0,
  );
const pressesOn = async (person: 'employee' | 'colleague', workDate: string) =>
  (await declared(person, workDate)).operations.map(
    ({ kind, atMinute, origin }) =>
      `${kind} ${(atMinute - minuteOfClock(0, workDate as WorkDate, 'Asia/Tokyo')) / 60} ${origin}`,
  );
const versionOf = async (workDate: string): Promise<number | undefined> =>
  (
    await portal.records
      .selectFrom('work_days')
      .select('version')
      .where('person_id', '=', portal.house.people.employee)
      .where('work_date', '=', workDate as WorkDate)
      .executeTakeFirst()
  )?.version;
const list = async (): Promise<WorkImport[]> => (await administrator.call(contract.listWorkImports)).json['imports'];
const undo = (importId: string) => administrator.call(contract.undoWorkImport, { params: { importId } });
const DAY = 'employee,,2026/02/02,9:00,18:00,15:00-15:15,,,,';

/** A press of the person's own, as a row. */
async function press(workDate: string): Promise<void> {
  const { tenantId, people } = portal.house;
  const day = { tenant_id: tenantId, person_id: people.employee, work_date: workDate as WorkDate };
  await portal.records.insertInto('work_days').values(day).execute();
  const operation = { ...day, operation_id: randomUUID(), position: 0, kind: 'start' as const };
  await portal.records
    .insertInto('operations')
    .values({ ...operation, operated_at: new Date(`${workDate}T09:00:00+09:00`) })
    .execute();
}

test('a dry run counts and shows what would be, and writes nothing', async () => {
  const draftId = await importDraft(administrator, {
    ...work(DAY, 'colleague,,2026/02/03,22:00,29:00,,1,在宅,,', 'employee,,2025/12/30,9:00,10:00,,,,,'),
    ...tasks('employee,,2026/02/02,10:00,11:00,0,会議,通常,定例,,,100'),
  });
  const run = await importDryRun(administrator, draftId);
  assert.deepEqual(run.problems, { errors: 0, warnings: 0, first: [] });
  assert.deepEqual(run.counts, {
    work: { added: 3, replaced: 0, unchanged: 0 },
    tasks: { added: 1, replaced: 0, unchanged: 0 },
  });
  assert.deepEqual(
    [run.people, run.firstDate, run.lastDate, run.daysBeforeRoster, run.canApply],
    [2, '2025-12-30', '2026-02-03', 1, true],
  );
  assert.deepEqual(run.files.map(({ kind, fileName, rows }) => [kind, fileName, rows]).sort(), [
    ['tasks', 'tasks_過去.csv', 1],
    ['work', 'work_過去.csv', 3],
  ]);
  assert.deepEqual(run.sample[0], {
    ...{ kind: 'work', line: 2, loginId: 'employee', workDate: '2026-02-02', action: 'added' },
    name: run.sample[0]?.name,
    entries: ['9:00-18:00 休憩 15:00-15:15'],
  });
  assert.deepEqual((await declared('employee', '2026-02-02')).operations, []);
});

test('applied days are presses marked as imported, told to the processor whole, with one row in list and audit', async () => {
  const answer = await importAll(administrator, {
    ...work(DAY),
    ...tasks('employee,,2026/02/02,10:00,11:00,0,会議,在宅,定例,議題,共有した,100'),
  });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(await pressesOn('employee', '2026-02-02'), [
    'start 9 imported',
    'break 15 imported',
    'resume 15.25 imported',
    'end 18 imported',
  ]);
  const day = await declared('employee', '2026-02-02');
  assert.deepEqual(
    day.tasks.map(({ kind, workStyle }) => [kind, workStyle]),
    [['meeting', 'remote']],
  );
  const told = await waitFor(async () => {
    const subject = workSubject(portal.house.tenantId, portal.house.people.employee);
    const message = await portal.jsm.streams.getMessage('FACTS', { last_by_subj: subject }).catch(() => undefined);
    return message?.json<DeclaredDay>();
  });
  assert.deepEqual(told, { ...day, version: await versionOf('2026-02-02') });
  assert.equal((await portal.records.selectFrom('requests').selectAll().execute()).length, 0);

  const [row] = await list();
  assert.deepEqual(
    [row?.workRows, row?.taskRows, row?.addedDays, row?.people, row?.byName],
    [1, 1, 2, 1, 'administrator 太郎'],
  );
  const audit = await portal.records
    .selectFrom('audit_entries')
    .select(['actor_id', 'detail'])
    .where('action', '=', 'work-import.applied')
    .orderBy('audit_id', 'desc')
    .executeTakeFirstOrThrow();
  assert.equal(audit.actor_id, portal.house.people.administrator);
  assert.equal((audit.detail as { addedWorkDays: number }).addedWorkDays, 1);
});

test('the same file again changes nothing and cannot be applied; other content only where replacing is asked for', async () => {
  assert.equal((await importAll(administrator, work(DAY))).status, 200);
  const again = await importDryRun(administrator, await importDraft(administrator, work(DAY)));
  assert.deepEqual([again.counts.work, again.canApply], [{ added: 0, replaced: 0, unchanged: 1 }, false]);

  const other = work('employee,,2026/02/02,9:00,17:00,,,,,');
  const draftId = await importDraft(administrator, other);
  const refused = await importDryRun(administrator, draftId);
  assert.match(refused.problems.first[0]?.text ?? '', /前に取り込まれています/);
  assert.equal((await applyImport(administrator, draftId, refused.fingerprint)).code, 'import_refused');
  assert.equal((await importAll(administrator, other, true)).status, 200);
  assert.deepEqual(await pressesOn('employee', '2026-02-02'), ['start 9 imported', 'end 17 imported']);
});

test('a day with presses, a request or an approval is refused by line, and nothing of the file is applied', async () => {
  await press('2026-02-03');
  const draftId = await importDraft(administrator, work(DAY, 'employee,,2026/02/03,9:00,18:00,,,,,'));
  const run = await importDryRun(administrator, draftId, true);
  assert.deepEqual(
    run.problems.first.map(({ kind, line, column, cell }) => [kind, line, column, cell]),
    [['work', 3, '業務日', '2026/02/03']],
  );
  assert.equal((await applyImport(administrator, draftId, run.fingerprint, true)).code, 'import_refused');
  assert.deepEqual(await pressesOn('employee', '2026-02-02'), []);
});

test('what somebody declares between dry run and application is seen: nothing is written', async () => {
  const draftId = await importDraft(administrator, work(DAY));
  const run = await importDryRun(administrator, draftId);
  await press('2026-02-02');
  assert.equal((await applyImport(administrator, draftId, run.fingerprint)).code, 'import_changed');
  assert.deepEqual(await pressesOn('employee', '2026-02-02'), ['start 9 pressed']);
});

test('problems of both files are named at once, also as a file of Shift_JIS; a file that is none says so', async () => {
  const draftId = await importDraft(administrator, {
    ...work('nobody,,2026/02/02,9:00,18:00,,,,,', 'employee,,2026/03/10,9:00,9:30,,,,,'),
    tasks: Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2]),
  });
  const run = await importDryRun(administrator, draftId);
  assert.deepEqual(
    run.problems.first.map(({ kind, line, column }) => [kind, line, column]),
    [
      ['work', 2, 'ユーザID'],
      ['work', 3, '業務日'],
      ['tasks', null, null],
    ],
  );
  const file = await administrator.call(contract.downloadWorkImportProblems, { params: { draftId } });
  const text = new TextDecoder('shift_jis').decode(file.bytes);
  assert.match(text, /^区分,ファイル,行,項目,値,内容\r\nエラー,勤務,2,ユーザID,nobody,/);
});

test('the template is read back as a file without rows, in both encodings', async () => {
  for (const kind of contract.WORK_IMPORT_FILE_KINDS) {
    for (const encoding of ['sjis', 'utf8']) {
      const path = `${contract.downloadWorkImportTemplate.path}?encoding=${encoding}`;
      const file = await administrator.call({ ...contract.downloadWorkImportTemplate, path }, { params: { kind } });
      assert.equal(file.status, 200);
      const run = await importDryRun(administrator, await importDraft(administrator, { [kind]: file.bytes }));
      assert.deepEqual([run.problems.errors, run.files[0]?.rows, run.canApply], [0, 0, false], encoding);
    }
  }
});

test("a suspended person's past is imported, a deleted one's not", async () => {
  const setStatus = (status: 'suspended' | 'deleted' | 'active') =>
    portal.records
      .updateTable('people')
      .set({ status })
      .where('person_id', '=', portal.house.people.colleague)
      .execute();
  const line = 'colleague,,2026/02/02,9:00,18:00,,,,,';
  await setStatus('deleted');
  const run = await importDryRun(administrator, await importDraft(administrator, work(line)));
  assert.match(run.problems.first[0]?.text ?? '', /登録されていないユーザID/);
  await setStatus('suspended');
  assert.equal((await importAll(administrator, work(line))).status, 200);
  await setStatus('active');
});

test('an undo removes exactly what the import brought, once, and tells the processor', async () => {
  const { importId } = (
    await importAll(administrator, { ...work(DAY), ...tasks('employee,,2026/02/02,10:00,11:00,,,,定例,,,') })
  ).json as { importId: string };
  const before = await versionOf('2026-02-02');
  const answer = await undo(importId);
  assert.deepEqual(answer.json, { removedDays: 2, keptDays: 0 });
  const day = await declared('employee', '2026-02-02');
  assert.deepEqual([day.operations, day.tasks], [[], []]);
  assert.equal(await versionOf('2026-02-02'), (before ?? 0) + 1);
  assert.equal((await list())[0]?.undone?.removedDays, 2);
  assert.equal((await undo(importId)).code, 'import_cannot_be_undone');
  assert.equal((await undo(randomUUID())).status, 404);
});

test('an undo leaves days that were touched since, and gives back what the import had replaced', async () => {
  const lines = [DAY, 'employee,,2026/02/03,9:00,18:00,,,,,', 'employee,,2026/02/04,9:00,18:00,,,,,'];
  assert.equal((await importAll(administrator, work(...lines))).status, 200);
  const changed = ['employee,,2026/02/02,8:00,12:00,,,,,', 'employee,,2026/02/03,8:00,12:00,,,,,'];
  const { importId } = (await importAll(administrator, work(...changed), true)).json as { importId: string };
  await portal.records
    .insertInto('requests')
    .values({
      ...{ tenant_id: portal.house.tenantId, request_id: randomUUID(), person_id: portal.house.people.employee },
      ...{ work_date: '2026-02-03' as WorkDate, kind: 'overtime', mode: 'manual', state: 'submitted' },
    })
    .execute();
  assert.deepEqual((await undo(importId)).json, { removedDays: 1, keptDays: 1 });
  assert.deepEqual(await pressesOn('employee', '2026-02-02'), [
    'start 9 imported',
    'break 15 imported',
    'resume 15.25 imported',
    'end 18 imported',
  ]);
  assert.deepEqual(await pressesOn('employee', '2026-02-03'), ['start 8 imported', 'end 12 imported']);
});

test('a task that the person has reported on since is theirs: neither replaced nor taken back', async () => {
  const line = 'employee,,2026/02/02,10:00,11:00,,,,定例,,,';
  const { importId } = (await importAll(administrator, tasks(line))).json as { importId: string };
  await portal.records.updateTable('tasks').set({ report: '済', version: 2 }).execute();
  const other = await importDraft(administrator, tasks('employee,,2026/02/02,10:00,12:00,,,,定例,,,'));
  assert.match((await importDryRun(administrator, other, true)).problems.first[0]?.text ?? '', /本人が変更/);
  assert.deepEqual((await undo(importId)).json, { removedDays: 0, keptDays: 1 });
  assert.equal((await declared('employee', '2026-02-02')).tasks.length, 1);
});

test("another administrator's draft and another tenant's import are nobody else's", async () => {
  const draftId = await importDraft(administrator, work(DAY));
  const admin = await portal.signedIn('admin');
  assert.equal((await admin.call(contract.readWorkImportDraft, { params: { draftId } })).status, 404);
  const { importId } = (await importAll(administrator, work(DAY))).json as { importId: string };
  const stranger = await portal.signedIn('admin', portal.otherHouse);
  assert.equal((await stranger.call(contract.undoWorkImport, { params: { importId } })).status, 404);
  assert.deepEqual((await stranger.call(contract.listWorkImports)).json, { imports: [] });
});
