import type { ExportFailure } from '#domain/contract/export-jobs.ts';
import { AnalyticsUnavailable } from '#platform/clickhouse.ts';

/** What the operating system says when a file finds no room; a thread hands on the text of an error, not its code. */
const NO_ROOM = /\b(ENOSPC|EDQUOT|EFBIG)\b/;
const NO_STORE = /\b(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|57P0[123]|53300)\b/;

/** Which remedy the screen offers for a failed job. */
export function nameFailure(err: unknown): ExportFailure {
  if (!(err instanceof Error)) return 'internal';
  const said = `${err.message} ${'code' in err ? String(err.code) : ''}`;
  if (NO_ROOM.test(said)) return 'disk_full';
  if (err instanceof AnalyticsUnavailable || NO_STORE.test(said)) return 'store_unavailable';
  return 'internal';
}
