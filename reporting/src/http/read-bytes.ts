import type { Request } from 'express';

/** Thrown before or while a body is read, with the status that the error middleware knows from Express itself. */
class UnreadableBody extends Error {
  readonly status = 400;
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableBody';
  }
}

/**
 * A raw body as it came: never unpacked, never longer than the limit in memory. Undefined: it is longer. That is known from its
 * Content-Length before the first byte, else at the byte over the limit; the rest stays unread (`http/close-unread.ts` ends the connection).
 * Express' own parsers read such a body to its end before they answer.
 */
export function readBytes(request: Request, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(undefined);
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    return Promise.reject(new UnreadableBody('Packed bodies are not read.'));
  if (request.readableEnded) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const take = (part: Buffer): void => {
      size += part.length;
      if (size > maxBytes) {
        request.pause();
        settle(() => resolve(undefined));
      } else parts.push(part);
    };
    const end = (): void => settle(() => resolve(Buffer.concat(parts, size)));
    const breakOff = (): void => settle(() => reject(new UnreadableBody('The body ended too early.')));
    const settle = (done: () => void): void => {
      request.off('data', take).off('end', end).off('close', breakOff).off('error', breakOff);
      done();
    };
    request.on('data', take).once('end', end).once('close', breakOff).once('error', breakOff);
  });
}
