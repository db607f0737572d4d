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

/**
 * One JSON line per record: warnings and below to stdout, so that a supervisor can collect everything from one place.
 * Records carry ids, counts and reasons, never activity content or names; the redaction is a net below that rule.
 */
export function createLogger(name: string, level: string = 'info', destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    redact: { paths: redactPaths, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined
    ? pino(options, pino.destination({ dest: 1, sync: true }))
    : pino(options, destination);
}
