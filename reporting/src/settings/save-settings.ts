import type { z } from 'zod';
import type { saveTenantSettings, TenantSettings } from '#domain/contract/settings.ts';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import { todayIn } from '../access/today-in.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import type { Place } from '../http/refusal.ts';
import { replaceAutoRecordingPeriods, withChange } from './auto-recording-periods.ts';
import { readPersonIds } from './queries.ts';
import type { SettingsRow } from './queries.ts';
import { describeSettings, readWholeSettings, refuseUnlessManager } from './read-settings.ts';
import type { WholeSettings } from './read-settings.ts';

export interface SettingsDeps {
  readonly records: Records;
  readonly nowMs: () => number;
  readonly kickRelay: () => void;
  /** Tells ingest what may be stored. Never throws; the sweep repeats what failed. */
  readonly relayPolicies: () => Promise<void>;
}

export type WantedSettings = z.output<NonNullable<(typeof saveTenantSettings)['body']>>;

/** People told to the processor in one statement: bounds the memory of a change that concerns everybody. */
const PEOPLE_AT_ONCE = 1_000;

/**
 * Saves all settings in one transaction with its audit row. A new zone tells the processor everybody's rules again, so that every day, the past
 * ones too, is computed by it; a change of データの自動登録 does so from its date on. What may be stored is told to ingest after the commit:
 * PostgreSQL first, the sweep repairs.
 */
export async function saveSettings(
  deps: SettingsDeps,
  viewer: Viewer,
  wanted: WantedSettings,
  requestId: string,
): Promise<TenantSettings | Refusal> {
  const refusal = await refuseUnlessManager(deps.records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const saved = await deps.records
    .transaction()
    .execute((trx) => saveIn(trx, viewer, wanted, { nowMs: deps.nowMs(), requestId }));
  if (saved instanceof Refusal) return saved;
  deps.kickRelay();
  await deps.relayPolicies();
  return saved;
}

async function saveIn(
  trx: Records,
  viewer: Viewer,
  wanted: WantedSettings,
  { nowMs, requestId }: { readonly nowMs: number; readonly requestId: string },
): Promise<TenantSettings | Refusal> {
  const { tenantId } = viewer;
  const before = await readWholeSettings(trx, tenantId, { forChange: true });
  if (before.row.settings_version !== wanted.version) return refuse('settings_changed');
  const places = placesAtFault(before, wanted, nowMs);
  if (places.length > 0) return refuse('invalid_input', { places });
  const row = { ...columnsOf(wanted), settings_version: before.row.settings_version + 1 };
  const { autoRecording } = wanted;
  const change = autoRecording && { isOn: autoRecording.isOn, from: autoRecording.from ?? todayIn(row.zone, nowMs) };
  const periods = change === undefined ? before.periods : withChange(before.periods, change);
  const changesPeriods = periodsText(periods) !== periodsText(before.periods);
  const detail = {
    ...differences(before.row, row),
    ...(changesPeriods && {
      'auto_recording.before': periodsText(before.periods),
      'auto_recording.after': periodsText(periods),
    }),
  };
  if (Object.keys(detail).length === 0) return describeSettings(before, nowMs);
  await trx.updateTable('tenants').set(row).where('tenant_id', '=', tenantId).execute();
  if (changesPeriods) await replaceAutoRecordingPeriods(trx, tenantId, periods);
  if (changesPeriods || row.zone !== before.row.zone) await tellEverybodysRules(trx, tenantId);
  await writeAudit(trx, { tenantId, actorId: viewer.personId, action: 'settings.changed', detail, requestId });
  return describeSettings({ ...before, row, periods }, nowMs);
}

function placesAtFault({ row, usedLicences }: WholeSettings, wanted: WantedSettings, nowMs: number): Place[] {
  const places: Place[] = [];
  const { licenceCount, autoRecording } = wanted;
  if (licenceCount !== null && licenceCount < usedLicences && licenceCount !== row.licence_count)
    places.push({ path: 'body.licenceCount', message: `${usedLicences} licences are used` });
  const today = todayIn(wanted.zone, nowMs);
  if (autoRecording?.from !== undefined && autoRecording.from < today)
    places.push({ path: 'body.autoRecording.from', message: `past days keep what held on them: ${today} or later` });
  return places;
}

/** `2026-04-01 on, 2026-06-01 off`: what the audit keeps. */
const periodsText = (periods: WholeSettings['periods']): string =>
  periods.map(({ from, isOn }) => `${from} ${isOn ? 'on' : 'off'}`).join(', ');

const columnsOf = (wanted: WantedSettings): Omit<SettingsRow, 'settings_version'> => ({
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
