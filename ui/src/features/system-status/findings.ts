import type { DeviceState, SystemStatus } from '#domain/contract/system-status.ts';
import { formatInstant } from '../../base/format.ts';
import type { Messages } from '../../messages/ja.ts';

export type StatusWords = Messages['systemStatus'];

/** Something that an administrator should do something about: what it is, and what to do. */
export interface Finding {
  readonly id: string;
  /** `error`: people cannot work, or data is in danger. `warning`: it can wait until tomorrow. */
  readonly kind: 'error' | 'warning';
  readonly text: string;
  readonly remedy: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Figures are some seconds old when everything works. */
export const LATE_AFTER_MS = 5 * MINUTE_MS;
/** Mail servers are away for an hour now and then. */
const MAIL_LATE_AFTER_MS = HOUR_MS;
/** A nightly backup and half a day. */
export const BACKUP_OLD_AFTER_MS = 36 * HOUR_MS;
const RESTORE_TOLD_MS = 31 * 24 * HOUR_MS;

const isOlder = (at: number | null | undefined, nowMs: number, limitMs: number): boolean =>
  typeof at === 'number' && nowMs - at > limitMs;

const finding = (
  when: boolean,
  id: string,
  kind: Finding['kind'],
  { text, remedy }: { text: string; remedy: string },
): Finding[] => (when ? [{ id, kind, text, remedy }] : []);

/** What is wrong, the worst first. Empty: nothing is. The server's clock is taken, not this PC's. */
export function findingsOf(status: SystemStatus, zone: string, words: StatusWords): Finding[] {
  const { at: nowMs } = status;
  const found = words.findings;
  const minutes = (at: number | null | undefined): number => Math.floor((nowMs - (at ?? nowMs)) / MINUTE_MS);
  const { waiting, mails, outbox, lastBackup, lastReconcile, lastRestore } = status;
  const letters = (status.deadLetters ?? []).reduce((sum, each) => sum + each.count, 0);
  return [
    ...status.parts.flatMap(({ part, isUp }) => finding(!isUp, `part-${part}`, 'error', found.parts[part])),
    ...status.disks.flatMap(({ folder, isLow }) =>
      finding(isLow, `disk-${folder}`, 'error', found.diskLow(words.folders[folder])),
    ),
    ...(['activity', 'facts', 'days'] as const).flatMap((step) =>
      finding(
        isOlder(waiting?.[step].oldestAt, nowMs, LATE_AFTER_MS),
        `late-${step}`,
        'error',
        found.late(words.waitingNames[step], minutes(waiting?.[step].oldestAt)),
      ),
    ),
    ...finding(
      isOlder(outbox?.oldestAt, nowMs, LATE_AFTER_MS),
      'outbox',
      'error',
      found.outbox(minutes(outbox?.oldestAt)),
    ),
    ...finding(
      (lastReconcile?.differences ?? 0) > 0,
      'reconcile',
      'error',
      found.differences(lastReconcile?.differences ?? 0),
    ),
    ...(lastRestore !== null && nowMs - lastRestore.at < RESTORE_TOLD_MS
      ? finding(
          true,
          'restore',
          'warning',
          found.restored(formatInstant(lastRestore.recordsAt, zone), formatInstant(lastRestore.at, zone)),
        )
      : []),
    ...finding(letters > 0, 'dead-letters', 'warning', found.deadLetters(letters)),
    ...finding(
      (mails?.failing ?? 0) > 0 && isOlder(mails?.oldestAt, nowMs, MAIL_LATE_AFTER_MS),
      'mails',
      'warning',
      found.mails(mails?.failing ?? 0),
    ),
    ...(status.areRunsKnown ? finding(lastBackup === null, 'backup-never', 'warning', found.noBackup) : []),
    ...finding(
      isOlder(lastBackup?.at, nowMs, BACKUP_OLD_AFTER_MS),
      'backup-old',
      'warning',
      found.oldBackup(Math.floor(minutes(lastBackup?.at) / 60)),
    ),
  ];
}

/** How a state is marked: only what calls for somebody stands out. */
export const TONE_OF_STATE: Readonly<Record<DeviceState, 'plain' | 'notice' | 'nodata' | 'muted'>> = {
  ok: 'plain',
  sensorLost: 'notice',
  silent: 'notice',
  never: 'nodata',
  revoked: 'muted',
};

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `12.3 GiB`: as the tools of the server say it. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** step;
  return `${amount.toFixed(step === 0 || amount >= 100 ? 0 : 1)} ${UNITS[step] ?? ''}`;
}
