import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { applyWorkImportDraft } from '#domain/contract/work-import.ts';
import type { ImportedDay } from '#domain/work-import/types.ts';
import type { SettledDay } from '#domain/work-import/settle-days.ts';
import { publishWorkDays } from '#sql/work-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { lockPeople } from '../records/lock-people.ts';
import type { Records } from '../records/schema.ts';
import { countsOf, dryRun, keysOf, settle } from './dry-run.ts';
import type { DryRun, Settled } from './dry-run.ts';
import type { WorkImportDeps } from './import-deps.ts';
import { ensureDays, inBatches, noteDays, writeOperations, writeTasks } from './write-days.ts';
import type { WorkImportId } from './write-days.ts';

type Applied = z.output<NonNullable<(typeof applyWorkImportDraft)['answer']>>;
const SHOWN_PLACES = 20;

/**
 * Brings in all days of a draft, or none. The files are read again without a lock (that takes seconds); under the lock of the people the days
 * are judged once more: do they not become exactly what the administrator saw in the dry run, nothing is written.
 */
export async function applyDraft(
  deps: WorkImportDeps,
  viewer: Viewer,
  asked: { readonly draftId: string; readonly fingerprint: string; readonly replaces: boolean },
  requestId: string,
): Promise<Applied | Refusal> {
  const run = await dryRun(deps, viewer, asked, requestId);
  if (!('settled' in run)) return run;
  if (run.settled.fingerprint !== asked.fingerprint) return refuse('import_changed');
  if (!run.canApply) return refuse('import_refused', { places: placesOf(run.settled) });
  return deps.records.transaction().execute(async (trx) => {
    const { tenantId } = viewer;
    const days = [...run.read.work, ...run.read.tasks];
    await lockPeople(
      trx,
      tenantId,
      days.map((day) => day.personId),
    );
    const settled = await settle(trx, tenantId, run.read, asked.replaces);
    if (settled.fingerprint !== asked.fingerprint) return refuse('import_changed');
    return write(deps, trx, viewer, run, requestId);
  });
}

const placesOf = (settled: Settled) =>
  settled.problems
    .filter((problem) => problem.severity === 'error')
    .slice(0, SHOWN_PLACES)
    .map(({ kind, line, column, text }) => ({
      path: [kind, line, column].filter((part) => part !== null).join(':'),
      message: text,
    }));

const changing = <Day extends ImportedDay>(days: readonly SettledDay<Day>[]): Day[] =>
  days.filter(({ action }) => action !== 'unchanged').map(({ day }) => day);

async function write(
  deps: WorkImportDeps,
  trx: Records,
  viewer: Viewer,
  { draft, read, settled }: DryRun,
  requestId: string,
): Promise<Applied> {
  const { tenantId, personId } = viewer;
  const id: WorkImportId = { tenantId, importId: randomUUID() };
  const importRow = { tenant_id: tenantId, import_id: id.importId, imported_by: personId };
  await trx
    .insertInto('work_imports')
    .values({ ...importRow, work_rows: read.rows.work, task_rows: read.rows.tasks })
    .execute();
  const [work, tasks] = [changing(settled.work), changing(settled.tasks)];
  const keys = keysOf([...work, ...tasks]);
  await inBatches(keys, (some) => ensureDays(trx, tenantId, some));
  await inBatches(work, async (some) => {
    await noteDays(trx, id, 'work', some);
    await writeOperations(trx, id, some);
  });
  deps.faultPoint('work-import.work-written');
  await inBatches(tasks, async (some) => {
    await noteDays(trx, id, 'tasks', some);
    await writeTasks(trx, id, some);
  });
  await publishWorkDays(trx, tenantId, keys);
  await trx
    .deleteFrom('work_import_drafts')
    .where('tenant_id', '=', tenantId)
    .where('draft_id', '=', draft.draftId)
    .execute();
  const counts = { work: countsOf(settled.work), tasks: countsOf(settled.tasks) };
  const detail = {
    ...{ importId: id.importId, workRows: read.rows.work, taskRows: read.rows.tasks },
    ...{ addedWorkDays: counts.work.added, replacedWorkDays: counts.work.replaced },
    ...{ addedTaskDays: counts.tasks.added, replacedTaskDays: counts.tasks.replaced },
  };
  await writeAudit(trx, { tenantId, actorId: personId, action: 'work-import.applied', detail, requestId });
  deps.faultPoint('work-import.before-commit');
  return { importId: id.importId, ...counts };
}
