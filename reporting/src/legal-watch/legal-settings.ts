import { sql } from 'kysely';
import type { z } from 'zod';
import { can } from '#domain/access/can.ts';
import type { LegalSettings, readLegalSettings as endpoint } from '#domain/contract/legal.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { publicHolidays } from '../legal/holidays.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import type { StoredLegalSettings } from '../legal/load-legal-settings.ts';
import type { LegalDeps } from '../legal/read-legal-of-people.ts';
import type { Records } from '../records/schema.ts';

type Answer = z.output<NonNullable<(typeof endpoint)['answer']>>;

async function refuseUnlessManager(records: Records, viewer: Viewer, requestId: string): Promise<Refusal | undefined> {
  if (can(viewer, 'settings.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'settings.manage', undefined, requestId);
  return refuse('not_found');
}

/** With the public holidays of this year and the next, so that the screen can show what counts. */
function describe(stored: StoredLegalSettings, nowMs: number): Answer {
  const year = new Date(nowMs).getUTCFullYear();
  return { ...stored, publicHolidays: publicHolidays(year, year + 1) };
}

export async function readLegalSettings(deps: LegalDeps, viewer: Viewer, requestId: string): Promise<Answer | Refusal> {
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  return refusal ?? describe(await loadLegalSettings(deps.records, viewer.tenantId), deps.nowMs());
}

export interface SettingsWish {
  readonly settings: LegalSettings;
  /** The one that the screen was filled with. */
  readonly version: number;
  readonly requestId: string;
}

/** [更新]. Nothing is computed again: the limits are applied when figures are read. */
export async function saveLegalSettings(
  deps: LegalDeps,
  viewer: Viewer,
  { settings, version, requestId }: SettingsWish,
): Promise<Answer | Refusal> {
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const { tenantId, personId } = viewer;
  const saved = await deps.records.transaction().execute(async (trx) => {
    // The tenant's row, not its settings' (which may be missing): of two administrators at once the second sees the first one's version.
    await trx.selectFrom('tenants').select('tenant_id').where('tenant_id', '=', tenantId).forNoKeyUpdate().execute();
    const before = await loadLegalSettings(trx, tenantId);
    if (before.version !== version) return undefined;
    const json = JSON.stringify(settings);
    const row = { tenant_id: tenantId, settings: json, version: version + 1, saved_by: personId };
    await trx
      .insertInto('legal_settings')
      .values(row)
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ ...row, saved_at: sql<Date>`now()` }))
      .execute();
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, action: 'legal-settings.changed', requestId },
      detail: { before: JSON.stringify(before.settings), after: json },
    });
    return { settings, version: version + 1 };
  });
  return saved === undefined ? refuse('settings_changed') : describe(saved, deps.nowMs());
}
