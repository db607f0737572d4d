import { sql } from 'kysely';
import { workKeptFrom } from '#domain/retention/work-kept-from.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { todayIn } from '../access/today-in.ts';
import type { Records } from '../records/schema.ts';
import { isSeenTo, readRetentions } from '../records/read-retentions.ts';
import { beginProof, endProof } from './removal-proof.ts';
import { isNight } from './retention-deps.ts';
import type { RetentionDeps } from './retention-deps.ts';
import { deleteOld, dropMonthsBefore } from './stored-kinds.ts';
import { beginsBefore, countWork, deleteWorkOf, readToldDates, workTables } from './work-tables.ts';

/** A removal that has begun: everything of the tenant before `keptFrom` goes. */
interface Run {
  readonly tenantId: string;
  readonly runId: string;
  readonly keptFrom: WorkDate;
  /** Stored when it began, of both stores. */
  readonly rows: number;
}

/**
 * Removes 勤務の記録 that has become too old: what was declared, decided and computed, and the minutes that it was computed from.
 *
 *   date and open proof ──► columnar store told ──► whole months dropped ──► the rest of each tenant ──► seen to be gone, proof ended
 *   (one transaction)       nothing older is           (where nobody keeps     both stores, people
 *   the portal refuses      computed any more          them)                   by people
 *
 * Each step may be repeated: whatever a kill leaves is older than the date, nobody is shown it, and the next run goes on with the same proof. A store that
 * was not told (killed before, or made anew) is told within the hour, and looked through again at once.
 */
export async function removeWork(deps: RetentionDeps): Promise<void> {
  const told = await tellDates(deps);
  const runs: Run[] = [];
  for (const { tenantId } of await readRetentions(deps.records)) {
    const run = await begin(deps, tenantId, told.has(tenantId));
    if (run !== undefined) runs.push(run);
  }
  if (runs.length === 0) return;
  deps.faultPoint('retention.bound-set');
  await tellDates(deps);
  if (runs.some((run) => run.rows > 0)) await dropMonths(deps);
  for (const run of runs) await finish(deps, run);
}

/** Tells the columnar store every date that it does not know. Gives the tenants that it was told about. */
async function tellDates({ records, analytics }: RetentionDeps): Promise<Set<string>> {
  const known = new Map((await analytics.query(readToldDates, {})).map((row) => [row.tenantId, row.keptFrom]));
  const news = (await readRetentions(records)).filter(
    ({ tenantId, keptFrom }) => keptFrom !== null && (known.get(tenantId) ?? '') < keptFrom,
  );
  await analytics.insertRows(
    'work_kept_from_v1',
    ['tenant_id', 'kept_from'],
    news.map(({ tenantId, keptFrom }) => [tenantId, keptFrom]),
  );
  return new Set(news.map(({ tenantId }) => tenantId));
}

/** Sets the date and opens the proof, under the lock of the settings: a hold that was saved before holds. Undefined: nothing to do now. */
async function begin(deps: RetentionDeps, tenantId: string, wasTold: boolean): Promise<Run | undefined> {
  const nowMs = deps.nowMs();
  return deps.records.transaction().execute(async (trx) => {
    await trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forUpdate().execute();
    const [tenant] = await readRetentions(trx, tenantId);
    if (tenant === undefined || tenant.settings.isOnHold || !isNight(tenant, nowMs)) return undefined;
    const today = todayIn(tenant.zone, nowMs);
    const { workYears: years, isOnHold } = tenant.settings;
    const keptFrom = workKeptFrom({ today, years, isOnHold, before: tenant.keptFrom });
    if (keptFrom === null || (!wasTold && (await isSeenTo(trx, tenantId, 'work', today)))) return undefined;
    if (await isBeingExported(trx, tenantId, keptFrom)) return undefined;
    await trx
      .insertInto('work_kept_from')
      .values({ tenant_id: tenantId, kept_from: keptFrom })
      .onConflict((at) => at.column('tenant_id').doUpdateSet({ kept_from: keptFrom, moved_at: sql<Date>`now()` }))
      .execute();
    const rows = await countWork({ ...deps, records: trx }, tenantId, keptFrom);
    return { tenantId, keptFrom, ...(await openProof(trx, { tenantId, keptFrom, today, rows })) };
  });
}

/** A file that is being made of these months is finished first. */
async function isBeingExported(trx: Records, tenantId: string, keptFrom: WorkDate): Promise<boolean> {
  const job = await trx
    .selectFrom('export_jobs')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['waiting', 'running'])
    .where(beginsBefore(keptFrom))
    .executeTakeFirst();
  return job !== undefined;
}

/** The one that a killed run has left open is gone on with: it says how much there was. */
async function openProof(
  trx: Records,
  { tenantId, keptFrom, today, rows }: Omit<Run, 'runId'> & { readonly today: WorkDate },
): Promise<Pick<Run, 'runId' | 'rows'>> {
  const left = await trx
    .updateTable('retention_runs')
    .set({ run_date: today, started_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'work')
    .where('removed_before', '=', keptFrom)
    .where('ended_at', 'is', null)
    .returning(['run_id as runId', 'rows'])
    .executeTakeFirst();
  if (left !== undefined) return left;
  const runId = await beginProof(trx, { tenantId, kind: 'work', removedBefore: keptFrom, rows }, today);
  return { runId, rows };
}

/** Months that every tenant has given up. A tenant without a date, or on hold, keeps all of its own. */
async function dropMonths({ records, analytics }: RetentionDeps): Promise<void> {
  const tenants = await readRetentions(records);
  const earliest = tenants.map(({ keptFrom }) => keptFrom ?? '').sort()[0] ?? '';
  if (earliest === '' || tenants.some(({ settings }) => settings.isOnHold)) return;
  for (const { stored, before } of workTables(earliest as WorkDate))
    await dropMonthsBefore(analytics, stored.table, before);
}

async function finish(deps: RetentionDeps, run: Run): Promise<void> {
  const { records, analytics, log } = deps;
  const { tenantId, keptFrom, runId, rows } = run;
  await forgetFiles(deps, run);
  await deps.purgeWork(tenantId, new Date(`${keptFrom}T00:00:00Z`));
  if (rows > 0) {
    for (const { stored, before } of workTables(keptFrom)) {
      await analytics.command(deleteOld(stored), { tenantId, before });
      deps.faultPoint('retention.between-tables');
    }
    await deleteOfEveryone(deps, run);
    const left = await countWork(deps, tenantId, keptFrom);
    if (left > 0) throw new Error(`${left} rows of work are still there after their removal`);
    log.info({ tenantId, keptFrom, rows }, 'old records of work removed');
  }
  await endProof(records, runId, { tenantId, kind: 'work', removedBefore: keptFrom, rows });
}

/** Their operations, requests and tasks fit into one short transaction. */
const PEOPLE_AT_ONCE = 200;

async function deleteOfEveryone({ records, faultPoint }: RetentionDeps, { tenantId, keptFrom }: Run): Promise<void> {
  const people = await records.selectFrom('people').select('person_id').where('tenant_id', '=', tenantId).execute();
  for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
    const personIds = people.slice(from, from + PEOPLE_AT_ONCE).map((person) => person.person_id);
    await deleteWorkOf(records, tenantId, personIds, keptFrom);
    faultPoint('retention.between-people');
  }
}

/** A file of データ管理 that holds what is removed here goes with it. */
async function forgetFiles(
  { records, forgetFiles: forget }: RetentionDeps,
  { tenantId, keptFrom }: Run,
): Promise<void> {
  await records
    .updateTable('export_jobs')
    .set({ is_file_gone: true })
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'done')
    .where('is_file_gone', '=', false)
    .where(beginsBefore(keptFrom))
    .execute();
  await forget(tenantId);
}
