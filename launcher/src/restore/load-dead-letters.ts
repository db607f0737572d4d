import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { STREAMS } from '#domain/contract/messages.ts';
import { startNatsServer } from '#platform/embedded/nats-server.ts';
import type { Logger } from '#platform/log.ts';
import { connectNats, ensureStream } from '#platform/nats.ts';
import { createDeadLetterWriter } from '#processor/dead-letters/write-dead-letter.ts';
import { DEFAULT_STREAM_SIZES, streamSpecs } from '#processor/topology.ts';
import { readDeadLetterFile } from '../backup/dead-letter-file.ts';
import { BackupProblem } from '../backup/manifest.ts';
import type { Manifest } from '../backup/manifest.ts';

export interface BrokerOptions {
  binary: string;
  dataDir: string;
  token: string;
  log: Logger;
}

/** Puts the dead letters into the new broker's stream; the other streams begin empty. */
export async function loadDeadLetters(broker: BrokerOptions, dir: string, manifest: Manifest): Promise<void> {
  const server = await startNatsServer(broker);
  try {
    const nc = await connectNats({ url: server.url, token: server.token, name: 'restore', log: broker.log });
    const spec = streamSpecs(DEFAULT_STREAM_SIZES).find((each) => each.name === STREAMS.deadLetters.name);
    if (spec === undefined) throw new Error('the topology has a stream of dead letters');
    await ensureStream(await jetstreamManager(nc), spec);
    const writer = createDeadLetterWriter(jetstream(nc));
    let count = 0;
    for await (const letter of readDeadLetterFile(join(dir, manifest.deadLetters.file))) {
      await writer.write(letter);
      count += 1;
    }
    await nc.close();
    if (count !== manifest.deadLetters.count)
      throw new BackupProblem(`${count} dead letters of ${manifest.deadLetters.count} were found`);
  } finally {
    await server.stop();
  }
}
