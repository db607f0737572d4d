import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '#platform/log.ts';
import type { IngestMetrics } from '../metrics.ts';
import { Refusal } from './refusal.ts';

export interface AnswerDeps {
  log: Logger;
  metrics: IngestMetrics;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** The one place where an error becomes an answer. Faults tell nothing of the inside; the log has them. */
export function sendRefusal(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  { log, metrics }: AnswerDeps,
): void {
  if (response.headersSent || request.socket.destroyed) return void response.destroy();
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal('broker_unavailable', 'the batch could not be taken: send it again later');
  if (!(error instanceof Refusal)) log.error({ err: error }, 'request failed');
  metrics.countRefusal(refusal.code);
  const text = JSON.stringify({ error: { code: refusal.code, message: refusal.message } });
  sendJson(
    response,
    refusal.status,
    text,
    refusal.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(refusal.retryAfterSeconds) },
  );
}
