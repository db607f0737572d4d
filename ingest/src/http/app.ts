import type { IncomingMessage } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Logger } from '#platform/log.ts';
import { readCommittedRanges } from '../broker/committed-ranges.ts';
import { readToken } from '../identity/device-token.ts';
import { makeChallenge, openSession, type SessionDeps } from './open-session.ts';
import { parseBody } from './parse-body.ts';
import { Refusal } from './refusal.ts';
import { takeBatch, type TakeBatchDeps } from './take-batch.ts';

export interface IngestAppDeps extends SessionDeps, TakeBatchDeps {
  log: Logger;
  maxInFlight: number;
  isReady: () => boolean;
}

const committedQuerySchema = z.object({ spoolId: z.uuid() });

/** Every endpoint of ingest, a line each. */
export function createIngestApp(deps: IngestAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', (_request, response) => {
    const ready = deps.isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'waiting' });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
  app.use(limitInFlight(deps.maxInFlight));
  app.post(
    '/v1/challenges',
    answer((request) => makeChallenge(request, deps)),
  );
  app.post(
    '/v1/sessions',
    answer((request) => openSession(request, deps)),
  );
  app.post(
    '/v1/batches',
    answer((request) => takeBatch(request, deps)),
  );
  app.get('/v1/committed', async (request, response) => {
    const identity = await readToken(request.headers.authorization, deps.tokenKey, deps.clock());
    const { spoolId } = parseBody(committedQuerySchema, request.query);
    response.json(await readCommittedRanges(deps.committed, identity.deviceId, spoolId));
  });
  app.use(() => {
    throw new Refusal('invalid_request', 'there is no such endpoint; see the wire contract');
  });
  app.use(refuse(deps));
  return app;
}

const answer =
  (handler: (request: IncomingMessage) => Promise<unknown>) => async (request: Request, response: Response) => {
    response.json(await handler(request));
  };

/** Bounded work: beyond the limit a collector is told to wait a moment, so that memory stays flat under any load. */
function limitInFlight(limit: number) {
  let inFlight = 0;
  return (_request: Request, response: Response, next: NextFunction) => {
    if (inFlight >= limit) throw new Refusal('busy', 'too many requests at once: send again in a moment');
    inFlight++;
    response.once('close', () => inFlight--);
    next();
  };
}

/** The one place where an error becomes an answer. Faults tell nothing of the inside; the log has them. */
function refuse(deps: IngestAppDeps) {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent || request.socket.destroyed) return void response.destroy();
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal('broker_unavailable', 'the batch could not be taken: send it again later');
    if (!(error instanceof Refusal)) deps.log.error({ err: error }, 'request failed');
    deps.metrics.countRefusal(refusal.code);
    if (refusal.retryAfterSeconds !== undefined) response.set('Retry-After', String(refusal.retryAfterSeconds));
    response.status(refusal.status).json({ error: { code: refusal.code, message: refusal.message } });
  };
}
