import type { TenantSettings } from '#domain/contract/settings.ts';
import { isAutoRecordingOn } from '#domain/worktime/auto-recording.ts';
import type { Records } from '../records/schema.ts';

type Period = TenantSettings['autoRecording']['periods'][number];

/** All changes of データの自動登録, ascending. */
export async function readAutoRecordingPeriods(records: Records, tenantId: string): Promise<Period[]> {
  const rows = await records
    .selectFrom('auto_recording_periods')
    .select(['effective_from', 'is_on'])
    .where('tenant_id', '=', tenantId)
    .orderBy('effective_from')
    .execute();
  return rows.map((row) => ({ from: row.effective_from, isOn: row.is_on }));
}

/**
 * The changes as they are when `isOn` is to hold from a date on: later ones go, and one that changes nothing is none.
 *
 *   off ──────| 04-01 on ─────────| 06-01 off (planned)
 *   on from 05-01                   the plan goes, nothing else changes: on since 04-01
 *   off from 05-01                  | 05-01 off
 */
export function withChange(periods: readonly Period[], change: Period): Period[] {
  const before = periods.filter((period) => period.from < change.from);
  return isAutoRecordingOn({ autoRecording: before }, change.from) === change.isOn ? before : [...before, change];
}

/** Call it in the transaction that tells everybody's rules. */
export async function replaceAutoRecordingPeriods(
  trx: Records,
  tenantId: string,
  periods: readonly Period[],
): Promise<void> {
  await trx.deleteFrom('auto_recording_periods').where('tenant_id', '=', tenantId).execute();
  if (periods.length === 0) return;
  await trx
    .insertInto('auto_recording_periods')
    .values(periods.map(({ from, isOn }) => ({ tenant_id: tenantId, effective_from: from, is_on: isOn })))
    .execute();
}
