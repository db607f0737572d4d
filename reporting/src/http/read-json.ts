import type { RequestHandler } from 'express';
import { sendRefusal } from './errors.ts';
import { readBytes } from './read-bytes.ts';
import { refuse } from './refusal.ts';

/** Puts a JSON body into `request.body`; no body, or one of another type, leaves it undefined. What it holds is for the contract to judge. */
export const readJson =
  (maxBytes: number): RequestHandler =>
  async (request, response, next) => {
    if (request.is('application/json') === false || request.is('application/json') === null) return next();
    const bytes = await readBytes(request, maxBytes);
    if (bytes === undefined)
      return sendRefusal(response, refuse('file_too_large', { message: 'The body is too large.' }));
    if (bytes.length > 0) request.body = parse(bytes);
    next();
  };

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw Object.assign(new Error('The body is no JSON.', { cause }), { status: 400 });
  }
}
