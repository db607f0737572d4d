import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bytesOf } from './piece.ts';
import type { PieceContent } from './piece.ts';
import type { WriterAnswer, WriterMessage, WriterOptions, WriterReport } from './protocol.ts';

const THREAD = join(import.meta.dirname, 'main.ts');
/** Characters or bytes on their way to the thread: it has work while the next batch is read from the store. */
const MAX_UNDERWAY = 3_000_000;
/** However small they are: a failure is noticed soon. */
const MAX_MESSAGES = 100;
const MAX_HEAP_MB = 256;
/** Of what lives for a line or a piece. Left alone it grows to half a hundred megabytes, which are never given back while the thread works. */
const MAX_YOUNG_MB = 16;

/** A file that is being made in a thread of its own. */
export interface ExportWriter {
  /** Resolves when the thread has room; rejects with the first failure of the thread. */
  send(message: WriterMessage): Promise<void>;
  finish(): Promise<WriterReport>;
  /** Ends the thread, whatever it does. Idempotent. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: WriterReport | undefined) => void;
  readonly reject: (err: unknown) => void;
}

export function startExportWriter(options: WriterOptions): ExportWriter {
  const worker = new Worker(THREAD, {
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: MAX_YOUNG_MB },
  });
  const waiting: Waiting[] = [];
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    for (const each of waiting.splice(0)) each.reject(error);
  };
  worker.on('message', (answer: WriterAnswer) => {
    if (answer.ok) waiting.shift()?.resolve(answer.report);
    else fail(answer.error);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the writer of an export ended early')));

  const post = (message: WriterMessage): Promise<WriterReport | undefined> => {
    if (failure !== undefined) return Promise.reject(failure.error as Error);
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(message, memoryOf(message));
    });
  };
  const underway: { readonly answered: Promise<unknown>; readonly size: number }[] = [];
  let sizeUnderway = 0;
  return {
    send: async (message) => {
      // Before it goes: bytes that have been handed over are nothing here any more.
      const size = message.kind === 'piece' ? sizeOf(message.content) : 0;
      const answered = post(message);
      // Its failure is told by the next `send` or by `finish`.
      answered.catch(() => undefined);
      underway.push({ answered, size });
      sizeUnderway += size;
      while (sizeUnderway > MAX_UNDERWAY || underway.length > MAX_MESSAGES) {
        const oldest = underway.shift();
        await oldest?.answered;
        sizeUnderway -= oldest?.size ?? 0;
      }
    },
    finish: async () => {
      const report = await post({ kind: 'finish' });
      if (report === undefined) throw new TypeError('the writer ended without a report');
      return report;
    },
    close: async () => void (await worker.terminate()),
  };
}

const sizeOf = (content: PieceContent): number =>
  typeof content === 'string' ? content.length : (bytesOf(content)?.byteLength ?? 0);

/** Handed over, not copied: millions of lines. */
function memoryOf(message: WriterMessage): ArrayBuffer[] {
  const bytes = message.kind === 'piece' ? bytesOf(message.content) : undefined;
  return bytes === undefined ? [] : [bytes.buffer as ArrayBuffer];
}
