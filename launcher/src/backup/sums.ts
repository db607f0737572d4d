import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BackupFile } from './manifest.ts';

export const sumOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Passes bytes on and hashes them: a file is read once. */
function hashing(): { stream: Transform; digest: () => string } {
  const hash = createHash('sha256');
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => hash.digest('hex') };
}

/** Writes a stream into a new file (an existing one is an error), on disk when it resolves. `path` is what the manifest calls it. */
export async function writeSummed(
  source: Readable,
  file: string,
  path: string,
  through: readonly Transform[] = [],
): Promise<BackupFile> {
  const { stream, digest } = hashing();
  await pipeline([source, ...through, stream, createWriteStream(file, { flags: 'wx', mode: 0o600 })]);
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { path, bytes: (await stat(file)).size, sha256: digest() };
}

export const copySummed = (source: string, file: string, path: string): Promise<BackupFile> =>
  writeSummed(createReadStream(source), file, path);

export async function sumOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
