import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { hasCode } from '#platform/files.ts';
import { Gate } from '#platform/gate.ts';
import type { CalendarWindow, ReadCalendar } from './calendar-entry.ts';

export interface ReadingInput {
  readonly text: string;
  readonly window: CalendarWindow;
}

const WORKER = join(import.meta.dirname, 'read-worker', 'main.ts');
/** A calendar of 2 MB takes well under a second. One that takes this long is damaged or made to do so. */
const DEADLINE_MS = 10_000;
const MAX_HEAP_MB = 256;
/** One at a time in this process: a core stays for everyone else. */
const gate = new Gate(['lane']);

/** `readCalendar` in a thread of its own, which is ended when it takes more time or memory than a calendar may. */
export const runReading = (input: ReadingInput): Promise<ReadCalendar> =>
  gate.run(async () => {
    const worker = new Worker(WORKER, { workerData: input, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    try {
      const [read] = await once(worker, 'message', { signal: AbortSignal.timeout(DEADLINE_MS) });
      return read as ReadCalendar;
    } catch (err) {
      if (hasCode(err, 'ABORT_ERR', 'ERR_WORKER_OUT_OF_MEMORY')) return { problem: 'broken', detail: '' };
      throw err;
    } finally {
      await worker.terminate();
    }
  });
