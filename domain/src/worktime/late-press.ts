import type { UnixMinute } from '../time/types.ts';
import { MS_PER_MINUTE } from '../time/types.ts';

/** Instants of one device's clock, epoch ms. */
export interface OfflinePress {
  readonly pressedAt: number;
  readonly sentAt: number;
}

/**
 * The minute of a press that was made without a connection (オフライン打刻). A phone's clock may be wrong, but it runs as fast as any other: only how
 * long ago the press was is taken from it, and counted back from the moment of arrival. A clock that was put back meanwhile makes it a press of now.
 *
 *   phone (5 min fast)   9:05 pressed ──────── 9:47 sent
 *   server                                     9:42 received   → 42 min ago → 9:00
 *
 * Source: SPEC 4 "operations with seconds: taken at their minute, once, when stored"; docs/decisions.md.
 */
export const minuteOfLatePress = ({ pressedAt, sentAt }: OfflinePress, receivedAt: number): UnixMinute =>
  Math.floor((receivedAt - Math.max(0, sentAt - pressedAt)) / MS_PER_MINUTE);

/** How far the device's clock is ahead of the server's (the way of the message included), whole seconds. */
export const clockSkewSeconds = ({ sentAt }: OfflinePress, receivedAt: number): number =>
  Math.round((sentAt - receivedAt) / 1000);
