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
  if (quotesData(err)) return describeWithoutText(err);
  const plain = Object.entries(err).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const describeCause = (): unknown =>
    hasStoreText(err) ? describeWithoutText(err.cause) : describeError(err.cause, depth + 1);
  const cause = err.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeCause() };
  return { ...Object.fromEntries(plain), type: err.name, message: err.message, stack: err.stack, ...cause };
}

/** PostgreSQL quotes the value that it refuses, in the text (`invalid input syntax for type date: "…"`) and in `detail`. */
const quotesData = (err: Error): boolean => 'severity' in err && 'routine' in err;

/** So does ClickHouse, with a piece of what was inserted: a window's title. What was tried, and its number, are in the error around it. */
const hasStoreText = (err: Error): boolean => 'clickhouseCode' in err && err.clickhouseCode !== undefined;

const TOLD_OF_DATABASE = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'];

/** Which error, of what, from where: without a word that may have come from a person. */
function describeWithoutText(err: unknown): unknown {
  if (!(err instanceof Error)) return { type: typeof err };
  const told = Object.entries(err).filter(([name, value]) => TOLD_OF_DATABASE.includes(name) && value !== undefined);
  const frames = (err.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return { ...Object.fromEntries(told), type: err.name, stack: frames.join('\n') };
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
