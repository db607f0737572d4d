import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import { MAX_WORK_IMPORT_ROWS, undoWorkImport } from '#domain/contract/work-import.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import type { Client } from '../testkit/client.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { applyImport, importDraft, importDryRun, importFile } from '../testkit/work-import-files.ts';

const PEOPLE = 100;
const DATES = MAX_WORK_IMPORT_ROWS / PEOPLE;
/** A few seconds each on two free cores; this machine is shared, so a miss by little is no failure of the code. */
const LIMIT_MS = 60_000;

let portal: TestPortal;
let admin: Client;
before(async () => {
  portal = await startTestPortal();
  admin = await portal.signedIn('admin');
  await addPeople();
});
after(() => portal.stop());

async function addPeople(): Promise<void> {
  const { tenantId, groups, patternId } = portal.house;
  await portal.records.transaction().execute(async (trx) => {
    const { rows } = await sql<{ person_id: string }>`
      INSERT INTO people (tenant_id, person_id, login_id, name)
      SELECT ${tenantId}::uuid, gen_random_uuid(), 'p' || n, '社員' || n FROM generate_series(0, ${PEOPLE - 1}::int) n
      RETURNING person_id`.execute(trx);
    const personIds = rows.map((row) => row.person_id);
    await sql`
      INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
      SELECT ${tenantId}::uuid, p, '2026-03-01', ${groups.HQ}::uuid, ${patternId}::uuid FROM unnest(${personIds}::uuid[]) p`.execute(
      trx,
    );
    await publishRosterFacts(trx, tenantId, personIds);
  });
}

async function timed<T>(context: TestContext, what: string, task: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await task();
  const ms = Math.round(performance.now() - start);
  context.diagnostic(`${what}: ${ms} ms, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`);
  assert.ok(ms < LIMIT_MS, `${what} took ${ms} ms`);
  return result;
}

test('20,000 rows of each file are judged, applied and taken back in bounded time', async (context) => {
  const everyDay = Array.from({ length: MAX_WORK_IMPORT_ROWS }, (_, index) => {
    const workDate = addDays('2025-08-01' as WorkDate, Math.floor(index / PEOPLE)).replaceAll('-', '/');
    return [`p${index % PEOPLE}`, workDate] as const;
  });
  const files = {
    work: importFile('work', ...everyDay.map(([person, date]) => `${person},,${date},9:00,19:00,15:00-15:15,,,,`)),
    tasks: importFile('tasks', ...everyDay.map(([person, date]) => `${person},,${date},10:00,11:00,,会議,,定例,,,`)),
  };
  const draftId = await importDraft(admin, files);
  const run = await timed(context, 'dry run', () => importDryRun(admin, draftId));
  assert.deepEqual(run.problems.first, []);
  assert.equal(run.counts.work.added, PEOPLE * DATES);
  const answer = await timed(context, 'apply', () => applyImport(admin, draftId, run.fingerprint));
  assert.equal(answer.status, 200, answer.text);
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM operations`.execute(portal.records);
  assert.equal(rows[0]?.count, 4 * PEOPLE * DATES);

  const again = await timed(context, 'dry run of the same', async () =>
    importDryRun(admin, await importDraft(admin, files)),
  );
  assert.equal(again.counts.work.unchanged, PEOPLE * DATES);
  const { importId } = answer.json as { importId: string };
  const undone = await timed(context, 'undo', () => admin.call(undoWorkImport, { params: { importId } }));
  assert.deepEqual(undone.json, { removedDays: 2 * PEOPLE * DATES, keptDays: 0 });
});

test('one row too many is refused before anything is read', async () => {
  const lines = Array.from({ length: MAX_WORK_IMPORT_ROWS + 1 }, () => 'p0,,2025/08/01,9:00,19:00,,,,,');
  const run = await importDryRun(admin, await importDraft(admin, { work: importFile('work', ...lines) }));
  assert.match(run.problems.first[0]?.text ?? '', /20000 行を超えています/);
});
