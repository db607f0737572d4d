import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler, Router } from 'express';
import { Registry } from 'prom-client';
import type { Logger } from './log.ts';

/** What every HTTP answer of an error holds: a code for programs; people's text comes from a message catalogue. */
export interface ErrorBody {
  code: string;
  requestId: string;
  [detail: string]: unknown;
}

export interface ErrorAnswer {
  status: number;
  code: string;
  /** Further fields of the body. */
  details?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Gives each request an id (a caller's own is kept when it is harmless), in `res.locals.requestId` and the answer's header. */
export function requestId(): RequestHandler {
  return (req, res, next) => {
    const given = req.get('x-request-id');
    const id = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    res.locals['requestId'] = id;
    res.setHeader('X-Request-Id', id);
    next();
  };
}

/** One record per answered request: method, path without its query, status, time. Never bodies, headers or names. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const startedMs = performance.now();
    const path = req.path;
    res.once('close', () => {
      const record = {
        requestId: res.locals['requestId'],
        method: req.method,
        path,
        status: res.statusCode,
        durationMs: Math.round(performance.now() - startedMs),
        ...(res.writableFinished ? {} : { aborted: true }),
      };
      if (res.statusCode >= 500) log.error(record, 'request');
      else log.debug(record, 'request');
    });
    next();
  };
}

/**
 * The one error middleware. `translate` maps the service's own errors; what it does not know becomes 4xx when the framework says so (a body
 * too large, malformed JSON) and 500 otherwise. The text of an unknown error goes to the log only.
 */
export function errorAnswers(log: Logger, translate: (err: unknown) => ErrorAnswer | undefined): ErrorRequestHandler {
  return (err: unknown, _req, res, next) => {
    const id = String(res.locals['requestId'] ?? '');
    const answer = translate(err) ?? frameworkAnswer(err) ?? { status: 500, code: 'INTERNAL' };
    if (answer.status >= 500) log.error({ err, requestId: id, answer: answer.code }, 'request failed');
    if (res.headersSent) return next(err);
    for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
    const body: ErrorBody = { ...answer.details, code: answer.code, requestId: id };
    res.status(answer.status).json(body);
  };
}

const FRAMEWORK_CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

function frameworkAnswer(err: unknown): ErrorAnswer | undefined {
  if (!(err instanceof Error) || !('status' in err) || typeof err.status !== 'number') return undefined;
  if (err.status < 400 || err.status > 499) return undefined;
  return { status: err.status, code: FRAMEWORK_CODES[err.status] ?? 'BAD_REQUEST' };
}

/** For the end of the chain: an unknown path. */
export function notFound(): RequestHandler {
  return (_req, res) => {
    const body: ErrorBody = { code: 'NOT_FOUND', requestId: String(res.locals['requestId'] ?? '') };
    res.status(404).json(body);
  };
}

/** A check is ready when it resolves to true; an error or false or two seconds of silence is "not ready". */
export type ReadinessChecks = Readonly<Record<string, () => boolean | Promise<boolean>>>;

const CHECK_TIMEOUT_MS = 2_000;

/** `/healthz` (the process answers), `/readyz` (it can do its work: 200 or 503, with each check's result), `/metrics` (Prometheus). */
export function operationalRoutes(checks: ReadinessChecks, registry: Registry): Router {
  const router = express.Router();
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  router.get('/readyz', async (_req, res) => {
    const names = Object.keys(checks);
    const results = await Promise.all(Object.values(checks).map(runCheck));
    const body = Object.fromEntries(names.map((name, index) => [name, results[index] === true]));
    res.status(results.every(Boolean) ? 200 : 503).json({ checks: body });
  });
  router.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

async function runCheck(check: () => boolean | Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** An express application with the shared beginning: no version header, request id, request log. */
export function createApp(log: Logger): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(requestId(), requestLog(log));
  return app;
}

export function createMetrics(): Registry {
  return new Registry();
}

export interface HttpServer {
  url: string;
  port: number;
  server: Server;
  /** Takes no new requests, lets running ones finish for the given time, then cuts them. */
  close(graceMs?: number): Promise<void>;
}

/** Listens; a taken port rejects with code EADDRINUSE. */
export function listenHttp(app: Express, address: { host: string; port: number }): Promise<HttpServer> {
  const server = createServer(app);
  // Slow senders of headers or bodies must not hold connections for ever.
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
      resolve({ url: `http://${address.host}:${port}`, port, server, close: (graceMs) => closeHttp(server, graceMs) });
    });
  });
}

function closeHttp(server: Server, graceMs = 5_000): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
