import { gzipSync } from 'node:zlib';
import { OFFICE_WINDOWS } from '#collector/simulated/office-windows.ts';
import { seededRandom } from '#collector/simulated/seeded-random.ts';
import { INPUT_COUNT_NAMES, WIRE_VERSION, type InputCounts, type WireItem } from '#domain/contract/wire.ts';

const MS_PER_MINUTE = 60_000;

/**
 * What a collector records in one minute of office work: the closed input minute and one to five window slices (three on average), about a kilobyte
 * with its envelope. The same for the same seed and minute.
 */
export function officeMinute(seed: number, minute: number, firstSeq: number): WireItem[] {
  const random = seededRandom(seed, minute);
  const counts = Object.fromEntries(
    INPUT_COUNT_NAMES.map((name) => [name, Math.floor(random() * (name === 'letters' || name === 'moves' ? 120 : 9))]),
  ) as InputCounts;
  const items: WireItem[] = [{ kind: 'inputMinute', seq: firstSeq, offsetMinutes: 0, minute, part: 0, counts }];
  const slices = 1 + Math.floor(random() * 5);
  const seconds = Math.floor(60 / slices);
  for (let index = 0; index < slices; index += 1) {
    const window = OFFICE_WINDOWS[Math.floor(random() * OFFICE_WINDOWS.length)];
    if (window === undefined) continue;
    items.push({
      kind: 'windowSlice',
      seq: firstSeq + 1 + index,
      offsetMinutes: 0,
      minute,
      activatedAt: minute * MS_PER_MINUTE + index * seconds * 1000 + 7,
      process: window.process,
      title: window.title,
      ...(window.url === undefined ? {} : { url: window.url }),
      seconds,
    });
  }
  return items;
}

export interface UploadIds {
  readonly deviceId: string;
  readonly spoolId: string;
  readonly bootId: string;
}

/** A body as the collector sends it. */
export function packUpload(ids: UploadIds, sentAt: number, items: readonly WireItem[]): Buffer {
  const { deviceId, spoolId, bootId } = ids;
  return gzipSync(JSON.stringify({ v: WIRE_VERSION, deviceId, spoolId, bootId, sentAt, items }));
}
