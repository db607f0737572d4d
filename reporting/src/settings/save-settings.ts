import type { z } from 'zod';
import type { saveTenantSettings, TenantSettings } from '#domain/contract/settings.ts';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { countUsedLicences, readPersonIds, readSettingsRow } from './queries.ts';
import type { SettingsRow } from './queries.ts';
import { describeSettings, refuseUnlessManager } from './read-settings.ts';

export interface SettingsDeps {
  readonly records: Records;
  readonly kickRelay: () => void;
  /** Tells ingest what may be stored. Never throws; the sweep repeats what failed. */
  readonly relayPolicies: () => Promise<void>;
}

export type WantedSettings = z.output<NonNullable<(typeof saveTenantSettings)['body']>>;

/** People told to the processor in one statement: bounds the memory of a change of zone. */
const PEOPLE_AT_ONCE = 1_000;

/**
 * Saves all settings in one transaction with its audit row. A new zone tells the processor everybody's rules again, so that every day, the past
 * ones too, is computed by it. What may be stored is told to ingest after the commit: PostgreSQL first, the sweep repairs.
 */
export async function saveSettings(
  deps: SettingsDeps,
  viewer: Viewer,
  wanted: WantedSettings,
  requestId: string,
): Promise<TenantSettings | Refusal> {
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const saved = await deps.records.transaction().execute((trx) => saveIn(trx, viewer, wanted, requestId));
  if (saved instanceof Refusal) return saved;
  deps.kickRelay();
  await deps.relayPolicies();
  return saved;
}

async function saveIn(
  trx: Records,
  viewer: Viewer,
  wanted: WantedSettings,
  requestId: string,
): Promise<TenantSettings | Refusal> {
  const { tenantId } = viewer;
  const before = await readSettingsRow(trx, tenantId, { forChange: true });
  if (before.settings_version !== wanted.version) return refuse('settings_changed');
  const usedLicences = await countUsedLicences(trx, tenantId);
  if (
    wanted.licenceCount !== null &&
    wanted.licenceCount < usedLicences &&
    wanted.licenceCount !== before.licence_count
  ) {
    return refuse('invalid_input', {
      places: [{ path: 'body.licenceCount', message: `${usedLicences} licences are used` }],
    });
  }
  const after = { ...columnsOf(wanted), settings_version: before.settings_version + 1 };
  const detail = differences(before, after);
  if (Object.keys(detail).length === 0) return describeSettings(before, usedLicences);
  await trx.updateTable('tenants').set(after).where('tenant_id', '=', tenantId).execute();
  if (after.zone !== before.zone) await tellEverybodysRules(trx, tenantId);
  await writeAudit(trx, { tenantId, actorId: viewer.personId, action: 'settings.changed', detail, requestId });
  return describeSettings(after, usedLicences);
}

const columnsOf = (wanted: WantedSettings): Omit<SettingsRow, 'settings_version'> => ({
  is_auto_recording_on: wanted.isAutoRecordingOn,
  sends_request_mail: wanted.sendsRequestMail,
  zone: wanted.zone,
  plan: wanted.plan,
  licence_count: wanted.licenceCount,
  stores_pc_counts: wanted.privacy.pcCounts,
  stores_application_names: wanted.privacy.applicationNames,
  stores_window_titles: wanted.privacy.windowTitles,
  stored_urls: wanted.privacy.urls,
});

/** What changes, before and after, by the column's name; empty: nothing does. */
function differences(before: SettingsRow, after: SettingsRow): Record<string, string | number | boolean | null> {
  const names = (Object.keys(before) as (keyof SettingsRow)[]).filter(
    (name) => name !== 'settings_version' && before[name] !== after[name],
  );
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}.before`, before[name]],
      [`${name}.after`, after[name]],
    ]),
  );
}

async function tellEverybodysRules(trx: Records, tenantId: string): Promise<void> {
  const personIds = await readPersonIds(trx, tenantId);
  for (let start = 0; start < personIds.length; start += PEOPLE_AT_ONCE)
    await publishRosterFacts(trx, tenantId, personIds.slice(start, start + PEOPLE_AT_ONCE));
}
