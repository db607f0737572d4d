import {
  DEVICE_STATES,
  listLowDisks,
  listTenantDevices,
  readSystemStatus,
  type DeviceRow,
  type SystemStatus,
} from '#domain/contract/system-status.ts';
import { ID } from './fixture-answers.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const GIB = 1024 ** 3;

/** `manager`: nothing is wrong; `lowdisk`: the banner says so on every page; anybody else sees every kind of trouble at once. */
function statusOf(isCalm: boolean): SystemStatus {
  const now = Date.now();
  const disk = (folder: SystemStatus['disks'][number]['folder'], free: number, isLow = false) => ({
    ...{ folder, freeBytes: free * GIB, totalBytes: 200 * GIB, isLow },
  });
  return {
    at: now,
    version: '0.1.0',
    parts: [
      { part: 'records', isUp: true },
      { part: 'analytics', isUp: isCalm },
      { part: 'broker', isUp: true },
    ],
    waiting: {
      activity: isCalm ? { count: 2, oldestAt: now - 1_000 } : { count: 18_204, oldestAt: now - 47 * MINUTE_MS },
      facts: { count: 0, oldestAt: null },
      days: { count: isCalm ? 0 : 12, oldestAt: isCalm ? null : now - 2 * MINUTE_MS },
    },
    deadLetters: isCalm
      ? []
      : [
          { reason: 'unparsable', count: 3 },
          { reason: 'out_of_range', count: 41 },
        ],
    disks: [
      disk('postgres', 120.4),
      disk('nats', isCalm ? 120.4 : 0.7, !isCalm),
      disk('clickhouse', 120.4),
      disk('exports', 120.4),
      disk('mail', 120.4),
      disk('logs', 120.4),
    ],
    mails: { waiting: isCalm ? 0 : 7, failing: isCalm ? 0 : 5, oldestAt: isCalm ? null : now - 190 * MINUTE_MS },
    outbox: { waiting: 0, oldestAt: null },
    lastBackup: { at: now - (isCalm ? 9 : 71) * 60 * MINUTE_MS, bytes: 3.4 * GIB },
    lastReconcile: { at: now - 2 * DAY_MS, differences: 0 },
    lastRestore: isCalm ? null : { at: now - DAY_MS, recordsAt: now - DAY_MS - 540 * MINUTE_MS },
    areRunsKnown: true,
  };
}

const NAMES = ['佐藤 花子', '鈴木 一郎', '髙橋 由紀', '<b>田中</b> 健', '渡邊 さくら'];
const allDevices = (): DeviceRow[] =>
  Array.from({ length: 12_000 }, (_, at): DeviceRow => {
    const state = at % 97 === 0 ? 'silent' : at % 211 === 0 ? 'sensorLost' : at % 401 === 0 ? 'never' : 'ok';
    const age = state === 'silent' ? (4 + (at % 30)) * DAY_MS : (at % 600) * 1000;
    return {
      deviceId: ID(20_000 + at),
      deviceName:
        at === 97
          ? '会議室の共用PC（とても長い名前のもの、東京本社ビル12階）'
          : `PC-${String(at + 1).padStart(5, '0')}`,
      personName: NAMES[at % NAMES.length] ?? '',
      loginId: `U${String(at + 1).padStart(5, '0')}`,
      lastReceivedAt: state === 'never' ? null : Date.now() - age,
      version: state === 'never' ? null : at % 5 === 0 ? '0.0.9' : '0.1.0',
      state,
    };
  });

function devicesAnswer(query: Readonly<Record<string, string>>, isEmpty: boolean): unknown {
  const asked = listTenantDevices.query?.parse(query);
  if (asked === undefined) return undefined;
  const all = isEmpty ? [] : allDevices();
  const fitting = all.filter(
    (row) =>
      (asked.state === undefined || row.state === asked.state) &&
      `${row.deviceName}${row.personName}${row.loginId}`.includes(asked.search),
  );
  const sign = asked.order === 'asc' ? 1 : -1;
  const value = (row: DeviceRow): string =>
    asked.sort === 'lastReceivedAt' ? String(row.lastReceivedAt ?? 0).padStart(15, '0') : (row[asked.sort] ?? '');
  const sorted = fitting.toSorted((a, b) => (value(a) < value(b) ? -sign : sign));
  return {
    total: fitting.length,
    devices: sorted.slice(asked.offset, asked.offset + asked.limit),
    counts: Object.fromEntries(DEVICE_STATES.map((state) => [state, all.filter((row) => row.state === state).length])),
  };
}

export function systemStatusAnswer(
  path: string,
  query: Readonly<Record<string, string>>,
  as: string | undefined,
): [number, unknown] | undefined {
  if (path === readSystemStatus.path) return [200, readSystemStatus.answer?.parse(statusOf(as === 'manager'))];
  if (path === listLowDisks.path) {
    const disks = as === 'lowdisk' ? statusOf(false).disks.filter(({ isLow }) => isLow) : [];
    return [200, listLowDisks.answer?.parse({ disks })];
  }
  if (path !== listTenantDevices.path) return undefined;
  return [200, listTenantDevices.answer?.parse(devicesAnswer(query, as === 'empty'))];
}
