import { can } from '#domain/access/can.ts';
import type { TenantSettings } from '#domain/contract/settings.ts';
import { isAutoRecordingOn } from '#domain/worktime/auto-recording.ts';
import { todayIn } from '../access/today-in.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { readAutoRecordingPeriods } from './auto-recording-periods.ts';
import { countUsedLicences, policyOf, readSettingsRow } from './queries.ts';

/** Undefined: the viewer may. Whoever may not is told that there is nothing, and the attempt leaves a trace. */
export async function refuseUnlessManager(
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<Refusal | undefined> {
  if (can(viewer, 'settings.manage', { tenantId: viewer.tenantId }, new Map())) return undefined;
  await writeRefusedAccess(records, viewer, 'settings.manage', undefined, requestId);
  return refuse('not_found');
}

export async function readSettings(
  deps: { readonly records: Records; readonly nowMs: () => number },
  viewer: Viewer,
  requestId: string,
): Promise<TenantSettings | Refusal> {
  const { records } = deps;
  const refusal = await refuseUnlessManager(records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  return describeSettings(await readWholeSettings(records, viewer.tenantId), deps.nowMs());
}

/** Everything that the screen shows, as it stands. `forChange`: nobody else changes it until the transaction ends. */
export async function readWholeSettings(records: Records, tenantId: string, { forChange = false } = {}) {
  const row = await readSettingsRow(records, tenantId, { forChange });
  const periods = await readAutoRecordingPeriods(records, tenantId);
  return { row, periods, usedLicences: await countUsedLicences(records, tenantId) };
}
export type WholeSettings = Awaited<ReturnType<typeof readWholeSettings>>;

export function describeSettings({ row, periods, usedLicences }: WholeSettings, nowMs: number): TenantSettings {
  const today = todayIn(row.zone, nowMs);
  return {
    version: row.settings_version,
    autoRecording: { isOn: isAutoRecordingOn({ autoRecording: periods }, today), today, periods },
    sendsRequestMail: row.sends_request_mail,
    zone: row.zone,
    isZoneEffectiveDated: false,
    privacy: policyOf(row),
    plan: row.plan,
    licenceCount: row.licence_count,
    usedLicences,
  };
}
