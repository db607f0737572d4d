import express from 'express';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Exchange } from './mount.ts';

/** A raw body as it came: never unpacked, never longer than the limit in memory. Read only for those who may send it. */
export async function readBytes(exchange: Exchange, maxBytes: number): Promise<Buffer | Refusal> {
  const { request, response } = exchange;
  const read = express.raw({ limit: maxBytes, type: () => true, inflate: false });
  try {
    await new Promise<void>((resolve, reject) =>
      read(request, response, (err?: unknown) => (err === undefined ? resolve() : reject(err as Error))),
    );
  } catch (err) {
    if (err instanceof Error && 'status' in err && err.status === 413) return refuse('file_too_large');
    throw err;
  }
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}
