import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

/** Names of fields whose value never reaches a log, at the top of a record or one or two levels down. */
export const REDACTED_FIELDS = [
  'token',
  'password',
  'authorization',
  'code',
  'certificate',
  'privateKey',
  'cookie',
] as const;

/** `code` of a system or database error (ECONNREFUSED, 23505) is what a reader of a log needs; only an enrolment code is secret. */
const KEPT = new Set(['err.code', 'error.code']);

const redactPaths = REDACTED_FIELDS.flatMap((field) => {
  if (field === 'code') return [field, 'body.code', 'req.body.code'];
  return [field, `*.${field}`, `*.*.${field}`, `["set-${field}"]`, `*["set-${field}"]`];
}).filter((path) => !KEPT.has(path));

const MAX_CAUSES = 4;

/**
 * An error as a log shows it: name, message, stack, plain fields such as `code`, and its causes. Never the objects that libraries hang on their
 * errors: a database client among them carries keys, and kilobytes.
 */
function describeError(err: unknown, depth = 0): unknown {
  if (!(err instanceof Error)) return err;
  const plain = Object.entries(err).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const cause = err.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(err.cause, depth + 1) };
  return { ...Object.fromEntries(plain), type: err.name, message: err.message, stack: err.stack, ...cause };
}

/**
 * One JSON line per record: warnings and below to stdout, so that a supervisor can collect everything from one place.
 * Records carry ids, counts and reasons, never activity content or names; the redaction is a net below that rule.
 */
export function createLogger(name: string, level: string = 'info', destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    serializers: { err: describeError, error: describeError },
    redact: { paths: redactPaths, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined
    ? pino(options, pino.destination({ dest: 1, sync: true }))
    : pino(options, destination);
}
