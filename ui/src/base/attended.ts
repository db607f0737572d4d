/** Reading a screen for a while without a touch is still being there. */
const ATTENDED_MS = 60_000;
let touchedMs = Date.now();

/** Notes that somebody is there; called once, when the app begins. */
export function watchAttendance(target: EventTarget, nowMs: () => number = Date.now): void {
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    target.addEventListener(type, () => (touchedMs = nowMs()), { passive: true });
}

/**
 * Whether a person was there within the last minute. Screens ask the server again by themselves; such requests must not keep the session of
 * an empty chair alive, so they say so (`UNATTENDED_HEADER`).
 */
export const isAttended = (nowMs: number = Date.now()): boolean => nowMs - touchedMs < ATTENDED_MS;
