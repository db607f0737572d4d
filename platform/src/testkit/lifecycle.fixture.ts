// A service for the lifecycle tests. Argument: what it does (well, fails-to-start, rejects-later, hangs-in-stop).
import { runService } from '../lifecycle.ts';
import { createLogger } from '../log.ts';

const behaviour = process.argv[2] ?? 'well';
const timer = setInterval(() => undefined, 1_000);

await runService({
  name: 'fixture',
  log: createLogger('fixture', 'info'),
  stopTimeoutMs: 300,
  start: () => {
    if (behaviour === 'rejects-later') setImmediate(() => void Promise.reject(new Error('later')));
    return behaviour === 'fails-to-start' ? Promise.reject(new Error('cannot')) : Promise.resolve();
  },
  stop: () => {
    clearInterval(timer);
    return behaviour === 'hangs-in-stop' ? new Promise(() => undefined) : Promise.resolve();
  },
});
