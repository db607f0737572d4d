import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { sendJson, sendRefusal, type AnswerDeps } from './answers.ts';
import { makeChallenge, openSession, type SessionDeps } from './open-session.ts';
import { parseBody } from './parse-body.ts';
import { Refusal } from './refusal.ts';
import { takeBatch, type TakeBatchDeps } from './take-batch.ts';

export interface IngestAppDeps extends SessionDeps, TakeBatchDeps, AnswerDeps {
  maxInFlight: number;
  isReady: () => boolean;
}

const committedQuerySchema = z.object({ spoolId: z.uuid() });

/**
 * Every endpoint of ingest, a line each. Batches, which are nearly all that comes, are answered before Express sees them: its routing costs more than
 * the checking of a batch.
 */
export function createIngestApp(deps: IngestAppDeps): RequestListener {
  const enter = limitInFlight(deps.maxInFlight);
  const others = otherEndpoints(deps, enter);
  return (request, response) => {
    if (request.method === 'POST' && request.url === '/v1/batches') void answerBatch(request, response, deps, enter);
    else others(request, response);
  };
}

type Enter = (response: ServerResponse) => void;

async function answerBatch(
  request: IncomingMessage,
  response: ServerResponse,
  deps: IngestAppDeps,
  enter: Enter,
): Promise<void> {
  try {
    enter(response);
    sendJson(response, 200, await takeBatch(request, deps));
  } catch (error) {
    sendRefusal(error, request, response, deps);
  }
}

function otherEndpoints(deps: IngestAppDeps, enter: Enter): RequestListener {
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
  app.use((_request, response, next) => {
    enter(response);
    next();
  });
  app.post(
    '/v1/challenges',
    answer((request) => makeChallenge(request, deps)),
  );
  app.post(
    '/v1/sessions',
    answer((request) => openSession(request, deps)),
  );
  app.get('/v1/committed', async (request, response) => {
    const identity = await deps.tokens.identityOf(request.headers.authorization, deps.clock());
    const { spoolId } = parseBody(committedQuerySchema, request.query);
    sendJson(response, 200, deps.committed.textOf(identity.deviceId, spoolId));
  });
  app.use(() => {
    throw new Refusal('invalid_request', 'there is no such endpoint; see the wire contract');
  });
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    sendRefusal(error, request, response, deps),
  );
  return app;
}

const answer =
  (handler: (request: IncomingMessage) => Promise<unknown>) => async (request: Request, response: Response) => {
    response.json(await handler(request));
  };

/**
 * Bounded work: beyond the limit a collector is told to wait a moment, so that memory stays flat under any load.
 *
 * @throws Refusal `busy`
 */
function limitInFlight(limit: number): Enter {
  let inFlight = 0;
  return (response) => {
    if (inFlight >= limit) throw new Refusal('busy', 'too many requests at once: send again in a moment');
    inFlight++;
    response.once('close', () => inFlight--);
  };
}
