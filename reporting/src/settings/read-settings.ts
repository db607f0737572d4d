import { can } from '#domain/access/can.ts';
import type { TenantSettings } from '#domain/contract/settings.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { countUsedLicences, policyOf, readSettingsRow } from './queries.ts';
import type { SettingsRow } from './queries.ts';

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
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<TenantSettings | Refusal> {
  const refusal = await refuseUnlessManager(records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const row = await readSettingsRow(records, viewer.tenantId);
  return describeSettings(row, await countUsedLicences(records, viewer.tenantId));
}

export const describeSettings = (row: SettingsRow, usedLicences: number): TenantSettings => ({
  version: row.settings_version,
  autoRecording: { isOn: row.is_auto_recording_on, isEffective: false },
  sendsRequestMail: row.sends_request_mail,
  zone: row.zone,
  isZoneEffectiveDated: false,
  privacy: policyOf(row),
  plan: row.plan,
  licenceCount: row.licence_count,
  usedLicences,
});
