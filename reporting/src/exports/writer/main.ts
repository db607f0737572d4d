import { parentPort, workerData } from 'node:worker_threads';
import { openContainer } from './container.ts';
import { createFileWriter } from './file-writer.ts';
import type { WriterAnswer, WriterMessage, WriterOptions } from './protocol.ts';

// A thread of its own: parsing, mapping, encoding, deflating and waiting for the disk must not hold up anybody's page.
const options = workerData as WriterOptions;
const writer = createFileWriter(options, openContainer(options));

function answerTo(message: WriterMessage): WriterAnswer {
  try {
    const report = writer.take(message);
    return report === undefined ? { ok: true } : { ok: true, report };
  } catch (error) {
    return { ok: false, error };
  }
}

parentPort?.on('message', (message: WriterMessage) => {
  parentPort?.postMessage(answerTo(message));
});
