import { readDesktop } from './desktop.ts';
import { createSensorChild } from './sensor-child.ts';

/**
 * Entry of the supervised child: `node main.ts '<desktop as JSON>'` with an IPC channel. It lives exactly as long as the channel. `stop` as a
 * message asks for what was counted until now.
 */
const MAX_UNSENT = 20;
const EXIT_GAVE_UP = 3;
/** Input that the system has seen needs a moment to come through the hook. */
const LAST_INPUT_MS = 100;

let unsent = 0;
const child = createSensorChild({
  desktop: readDesktop(process.argv[2] ?? '{}'),
  send(message) {
    if (!process.connected || !process.send) return;
    unsent += 1;
    process.send(message, undefined, undefined, () => (unsent -= 1));
  },
  canSend: () => unsent < MAX_UNSENT,
  giveUp: () => leave(EXIT_GAVE_UP),
});
let isLeaving = false;

/** Stops the probes' own processes, and lets what was sent reach the agent first. */
function leave(code: number): void {
  if (isLeaving) return;
  isLeaving = true;
  process.exitCode = code;
  try {
    child.stop();
  } finally {
    if (process.connected) process.disconnect?.();
    // The hook's thread can hold the process.
    setTimeout(() => process.exit(code), 500).unref();
  }
}

process.on('message', (message) => {
  if (message === 'stop') setTimeout(() => leave(0), LAST_INPUT_MS);
});
process.on('disconnect', () => leave(0));
process.on('uncaughtException', () => leave(1));
process.on('unhandledRejection', () => leave(1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(0));
child.start();
