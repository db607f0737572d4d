import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { JetStreamManager } from '@nats-io/jetstream';
import { z } from 'zod';
import { DEAD_LETTER_REASONS } from '#domain/contract/system-status.ts';
import { listDeadLetters, readDeadLetter } from '#processor/dead-letters/dead-letters.ts';
import type { DeadLetter } from '#processor/dead-letters/write-dead-letter.ts';
import type { DeadReason } from '#processor/outcome.ts';
import type { BackupFile } from './manifest.ts';
import { writeSummed } from './sums.ts';

/** One letter a line. Letters are facts that no table holds: without them a backup would lose what was set aside. */
const lineSchema = z.object({
  originSubject: z.string(),
  reason: z.enum(DEAD_LETTER_REASONS),
  error: z.string(),
  data: z.base64(),
});

/** A reason of another version is no word of this one. */
const reasonOf = (text: string): DeadReason => DEAD_LETTER_REASONS.find((reason) => reason === text) ?? 'unexpected';

export async function dumpDeadLetters(
  jsm: JetStreamManager,
  dir: string,
  path: string,
): Promise<{ count: number; file: BackupFile }> {
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const { seq } of listDeadLetters(jsm)) {
      const letter = await readDeadLetter(jsm, seq);
      if (letter === undefined) continue;
      const { originSubject, error } = letter.info;
      const reason = reasonOf(letter.info.reason);
      count += 1;
      yield `${JSON.stringify({ originSubject, reason, error, data: Buffer.from(letter.data).toString('base64') })}\n`;
    }
  }
  const file = await writeSummed(Readable.from(lines()), join(dir, path), path, [createGzip()]);
  return { count, file };
}

export async function* readDeadLetterFile(file: string): AsyncGenerator<DeadLetter> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  let number = 0;
  for await (const line of lines) {
    const { data, ...letter } = lineSchema.parse(JSON.parse(line));
    number += 1;
    yield { ...letter, data: Buffer.from(data, 'base64'), id: `restored-${number}` };
  }
}
