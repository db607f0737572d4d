import { RECEIVED_AT, TEST_DEVICE } from '../../testkit/days.ts';
import type { PersonName } from '../../testkit/house.ts';
import type { TestPortal } from '../../testkit/portal.ts';

const SECOND_DEVICE = '00000000-0000-4000-8000-00000000d0d1';
const DEVICES = { a: TEST_DEVICE, b: SECOND_DEVICE } as const;
type Device = keyof typeof DEVICES;

/** `2026-03-02 09:00:30` of the calendar in Tokyo. */
const instant = (text: string): string => new Date(`${text.replace(' ', 'T')}+09:00`).toISOString();

type Slice = readonly [
  minute: string,
  activatedAt: string,
  seconds: number,
  process: string,
  title: string,
  url: string,
  device?: Device,
];
const SHOP = ['chrome.exe', '見積,"A"', 'https://www.example.co.jp/shop/1'] as const;
const NIGHT = ['edge.exe', '夜', 'https://other.jp/'] as const;
const SLICES: readonly Slice[] = [
  // In front when the work date of the 2nd begins.
  ['2026-03-02 04:59:00', '2026-03-02 04:59:30', 30, ...NIGHT],
  ['2026-03-02 05:00:00', '2026-03-02 04:59:30', 20, ...NIGHT],
  // One window on two PCs.
  ['2026-03-02 10:00:00', '2026-03-02 10:00:05', 55, ...SHOP],
  ['2026-03-02 10:01:00', '2026-03-02 10:00:05', 60, ...SHOP],
  ['2026-03-02 10:01:00', '2026-03-02 10:01:10', 30, ...SHOP, 'b'],
  ['2026-03-02 12:30:00', '2026-03-02 12:30:00', 60, 'excel.exe', "=cmd|'/C calc'!A0", ''],
  ['2026-03-02 14:15:00', '2026-03-02 14:15:00', 60, 'chrome.exe', 'トップ\r\nページ', 'https://www.example.co.jp/'],
  // The night of the 31st, and around the month's ends.
  ['2026-04-01 03:00:00', '2026-04-01 03:00:00', 60, 'word.exe', '報告書', ''],
  ['2026-04-01 05:00:00', '2026-04-01 05:00:00', 60, 'word.exe', '四月', ''],
  ['2026-03-01 04:59:00', '2026-03-01 04:59:00', 60, 'word.exe', '二月', ''],
];
const PRESENCE: readonly (readonly [string, string, Device])[] = [
  ['2026-03-02 09:00:00', '連絡可能', 'a'],
  ['2026-03-02 09:00:30', '連絡可能', 'b'],
  ['2026-03-02 10:00:00', '退席中', 'a'],
  ['2026-03-02 10:00:00', '取り込み中', 'b'],
  ['2026-03-02 11:00:00', '取り込み中', 'a'],
  ['2026-04-01 04:59:59', 'オフライン', 'a'],
  ['2026-04-01 05:00:00', '連絡可能', 'a'],
];

/** What the PCs of two people sent, besides the minutes of `GoldenDay.active`. */
export async function storePcFacts(portal: TestPortal): Promise<void> {
  await storeSlices(portal, 'employee', SLICES);
  await storeSlices(portal, 'colleague', [['2026-03-02 22:00:00', '2026-03-02 22:00:00', 5, 'メモ.exe', '', '']]);
  await storeSlices(portal, 'parentApprover', [['2026-03-02 09:00:00', '2026-03-02 09:00:00', 60, 'x.exe', '', '']]);
  await storePresence(portal);
  // A running agent without input; a second PC in the same minute; a minute that came in two parts.
  await storeCounts(portal, 'employee', '2026-03-02 12:00:00', 'a', 0, [0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await storeCounts(portal, 'colleague', '2026-03-02 22:00:00', 'b', 0, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await storeCounts(portal, 'colleague', '2026-03-02 22:01:00', 'a', 1, [5, 0, 0, 0, 0, 0, 0, 0, 0]);
}

async function storeSlices({ analytics, house }: TestPortal, person: PersonName, slices: readonly Slice[]) {
  const columns = [
    'tenant_id',
    'person_id',
    'minute',
    'activated_at',
    'seconds',
    'process',
    'title',
    'url',
    'device_id',
  ];
  const rows = slices.map(([minute, activatedAt, seconds, process, title, url, device = 'a'], index) => [
    ...[house.tenantId, house.people[person], instant(minute), instant(activatedAt), seconds, process, title, url],
    ...[DEVICES[device], index + 1, RECEIVED_AT],
  ]);
  // Twice: a repeated batch changes nothing.
  for (const _ of [1, 2]) await analytics.insertRows('raw_window_slices_v1', [...columns, 'seq', 'received_at'], rows);
}

async function storePresence({ analytics, house }: TestPortal): Promise<void> {
  const rows = PRESENCE.map(([changedAt, activity, device]) => [
    ...[house.tenantId, house.people.employee, instant(changedAt), activity, DEVICES[device], RECEIVED_AT],
  ]);
  const columns = ['tenant_id', 'person_id', 'changed_at', 'activity', 'device_id', 'received_at'];
  for (const _ of [1, 2]) await analytics.insertRows('raw_presence_changes_v1', columns, rows);
}

const COUNTS = ['letters', 'digits', 'numpad', 'symbols', 'others', 'left_clicks', 'right_clicks', 'wheel', 'moves'];

async function storeCounts(
  { analytics, house }: TestPortal,
  person: PersonName,
  minute: string,
  device: Device,
  part: number,
  counts: readonly number[],
): Promise<void> {
  await analytics.insertRows(
    'raw_input_minutes_v1',
    ['tenant_id', 'person_id', 'minute', 'device_id', 'part', 'received_at', ...COUNTS],
    [[house.tenantId, house.people[person], instant(minute), DEVICES[device], part, RECEIVED_AT, ...counts]],
  );
}
