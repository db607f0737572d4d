import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { hasCode } from '#platform/files.ts';
import { Gate } from '#platform/gate.ts';

export interface WorkerLimits {
  /** A file that takes longer is an attack or a mistake of ours. */
  readonly deadlineMs: number;
  readonly maxHeapMb: number;
}

/**
 * Runs `workerData → one message` in a thread of its own, so that other requests go on; one at a time in this process, so that a core stays for
 * everyone else. Undefined where it takes more time or memory than an upload may.
 */
export function createWorkerRun<Input, Output>(
  mainPath: string,
  limits: WorkerLimits,
): (input: Input) => Promise<Output | undefined> {
  const gate = new Gate(['lane']);
  return (input) =>
    gate.run(async () => {
      const worker = new Worker(mainPath, {
        workerData: input,
        resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMb },
      });
      try {
        const [output] = await once(worker, 'message', { signal: AbortSignal.timeout(limits.deadlineMs) });
        return output as Output;
      } catch (err) {
        if (hasCode(err, 'ABORT_ERR', 'ERR_WORKER_OUT_OF_MEMORY')) return undefined;
        throw err;
      } finally {
        await worker.terminate();
      }
    });
}
