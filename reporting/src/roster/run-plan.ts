import { join } from 'node:path';
import { createWorkerRun } from '../run-in-worker.ts';
import type { UploadInput, UploadPlan } from './plan-upload.ts';

/** `planUpload` in a thread of its own; 10,000 people take one or two seconds. */
export const runPlan = createWorkerRun<UploadInput, UploadPlan>(join(import.meta.dirname, 'plan-worker', 'main.ts'), {
  deadlineMs: 10_000,
  maxHeapMb: 768,
});
