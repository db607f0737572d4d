import type { z } from 'zod';
import { DEVICE_STATES } from '#domain/contract/system-status.ts';
import type { DeviceRow, DeviceState, listTenantDevices } from '#domain/contract/system-status.ts';
import { BrokerUnavailable } from '#platform/nats.ts';
import { deviceStateOf } from './device-state.ts';
import { readLastCommitted } from './broker-status.ts';
import { readDeviceSigns, readTenantDevices } from './queries.ts';
import type { StatusDeps } from './read-system-status.ts';

type Query = z.output<NonNullable<(typeof listTenantDevices)['query']>>;
type Answer = z.output<NonNullable<(typeof listTenantDevices)['answer']>>;

/** A page of the tenant's PCs. All of them are put together (10,000 in a fraction of a second), because any column may be the order. */
export function pageOf(rows: readonly DeviceRow[], query: Query): Answer {
  const words = fold(query.search).split(/\s+/u).filter(Boolean);
  const fitting = rows.filter(
    (row) =>
      (query.state === undefined || row.state === query.state) &&
      words.every((word) => fold(`${row.deviceName} ${row.personName} ${row.loginId}`).includes(word)),
  );
  const sign = query.order === 'asc' ? 1 : -1;
  const sorted = fitting.toSorted((a, b) => sign * compare(a, b, query.sort) || (a.deviceId < b.deviceId ? -1 : 1));
  const counts = Object.fromEntries(
    DEVICE_STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  ) as Record<DeviceState, number>;
  return { total: fitting.length, devices: sorted.slice(query.offset, query.offset + query.limit), counts };
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const collator = new Intl.Collator('ja', { numeric: true });

function compare(a: DeviceRow, b: DeviceRow, sort: Query['sort']): number {
  // Never heard of is the longest silence.
  if (sort === 'lastReceivedAt') return (a.lastReceivedAt ?? 0) - (b.lastReceivedAt ?? 0);
  if (sort === 'state') return DEVICE_STATES.indexOf(a.state) - DEVICE_STATES.indexOf(b.state);
  return collator.compare(a[sort] ?? '', b[sort] ?? '');
}

const SIGNS_DAYS = 62;

export async function readDevices(deps: StatusDeps, tenantId: string): Promise<DeviceRow[]> {
  const nowMs = deps.nowMs();
  const fromSeconds = Math.floor(nowMs / 1000) - SIGNS_DAYS * 86_400;
  const [devices, committed, signs] = await Promise.all([
    readTenantDevices(deps.records, tenantId),
    readLastCommitted(deps.broker).catch((err: unknown) => {
      throw new BrokerUnavailable('read when each PC was heard', err);
    }),
    // Without the analytics the list lacks versions, and is still worth reading.
    deps.analytics.query(readDeviceSigns, { tenantId, fromSeconds }).catch((err: unknown) => {
      deps.log.warn({ err }, 'the signs of the PCs could not be read');
      return [];
    }),
  ]);
  const signsOf = new Map(signs.map((row) => [row.deviceId, row]));
  return devices.map((row): DeviceRow => {
    const lastReceivedAt = committed.get(row.device_id) ?? null;
    const own = signsOf.get(row.device_id);
    const isSensorLost = own?.isSensorLost === 1;
    return {
      deviceId: row.device_id,
      deviceName: row.name,
      personName: row.person_name ?? '',
      loginId: row.login_id ?? '',
      lastReceivedAt,
      version: own?.version || null,
      state: deviceStateOf({ isRevoked: row.revoked_at !== null, lastReceivedAt, isSensorLost }, nowMs),
    };
  });
}
