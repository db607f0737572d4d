import { join } from 'node:path';
import { createWorkerRun } from '../run-in-worker.ts';
import type { ReadFiles, ReadInput } from './read-files.ts';

/** `readFiles` in a thread of its own; 20,000 rows take about a second. */
export const runRead = createWorkerRun<ReadInput, ReadFiles>(join(import.meta.dirname, 'read-worker', 'main.ts'), {
  deadlineMs: 15_000,
  maxHeapMb: 512,
});
