import { parentPort, workerData } from 'node:worker_threads';
import { openContainer } from './container.ts';
import { createFileWriter } from './file-writer.ts';
import type { WriterAnswer, WriterMessage, WriterOptions } from './protocol.ts';

// A thread of its own: parsing, mapping, encoding and deflating of millions of rows must not hold up anybody's page.
const options = workerData as WriterOptions;
const writer = createFileWriter(options, openContainer(options));

let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: WriterMessage) => {
  turn = turn.then(async () => {
    const answer: WriterAnswer = await writer.take(message).then(
      (report) => (report === undefined ? { ok: true } : { ok: true, report }),
      (error: unknown) => ({ ok: false, error }),
    );
    parentPort?.postMessage(answer);
  });
});
