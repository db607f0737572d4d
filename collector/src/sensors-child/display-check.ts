import { execFile } from 'node:child_process';

/**
 * Does the X display let us in? Asked before the hook starts, because the hook's library (1.5.5) aborts its process or hangs for ever when the
 * display cannot be opened. Where xprop is missing this stays unknown, and the supervisor catches what happens.
 */
const TIMEOUT_MS = 3_000;

export function checkDisplay(): Promise<'ok' | 'refused' | 'unknown'> {
  return new Promise((resolve) => {
    execFile('xprop', ['-root', '_XKB_RULES_NAMES'], { timeout: TIMEOUT_MS, killSignal: 'SIGKILL' }, (error) => {
      if (!error) resolve('ok');
      else resolve(error.code === 'ENOENT' ? 'unknown' : 'refused');
    });
  });
}
