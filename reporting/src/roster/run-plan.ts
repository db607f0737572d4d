import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { hasCode } from '#platform/files.ts';
import { Gate } from '#platform/gate.ts';
import type { UploadInput, UploadPlan } from './plan-upload.ts';

const WORKER = join(import.meta.dirname, 'plan-worker', 'main.ts');
/** A file that takes longer is an attack or a mistake of ours; 10,000 people take one or two seconds. */
const DEADLINE_MS = 10_000;
const MAX_HEAP_MB = 768;
/** One at a time in this process: a core stays for everyone else. */
const gate = new Gate(['lane']);

/** `planUpload` in a thread of its own: other requests go on. Undefined where it takes more time or memory than an upload may. */
export const runPlan = (input: UploadInput): Promise<UploadPlan | undefined> =>
  gate.run(async () => {
    const worker = new Worker(WORKER, {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    try {
      const [plan] = await once(worker, 'message', { signal: AbortSignal.timeout(DEADLINE_MS) });
      return plan as UploadPlan;
    } catch (err) {
      if (hasCode(err, 'ABORT_ERR', 'ERR_WORKER_OUT_OF_MEMORY')) return undefined;
      throw err;
    } finally {
      await worker.terminate();
    }
  });
