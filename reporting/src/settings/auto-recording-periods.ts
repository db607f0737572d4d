import type { TenantSettings } from '#domain/contract/settings.ts';
import { workDateOfDayNumber } from '#domain/time/calendar.ts';
import { MINUTES_PER_DAY, MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { zoneStretchAt } from '#domain/time/zone-offsets.ts';
import { isAutoRecordingOn } from '#domain/worktime/auto-recording.ts';
import type { Records } from '../records/schema.ts';

type Period = TenantSettings['autoRecording']['periods'][number];

/** The tenant's calendar day: a change of データの自動登録 holds from it on, or from a later one. */
export function todayIn(zone: string, nowMs: number): WorkDate {
  const minute = Math.floor(nowMs / MS_PER_MINUTE);
  return workDateOfDayNumber(Math.floor((minute + zoneStretchAt(minute, zone).offsetMinutes) / MINUTES_PER_DAY));
}

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
