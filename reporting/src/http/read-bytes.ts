import express from 'express';
import type { Request, Response } from 'express';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** A raw body as it came: never unpacked, never longer than the limit in memory. Read only for those who may send it. */
export async function readBytes(request: Request, response: Response, maxBytes: number): Promise<Buffer | Refusal> {
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
