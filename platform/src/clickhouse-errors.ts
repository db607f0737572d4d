import { ClickHouseError } from '@clickhouse/client';

/** The store cannot do it now (down, overloaded, out of space or time). The same statement may succeed later. */
export class AnalyticsUnavailable extends Error {
  readonly code = 'ANALYTICS_UNAVAILABLE';
  readonly retryable = true;
  /** ClickHouse's error number when the store answered, undefined when it did not. */
  readonly clickhouseCode: number | undefined;
  constructor(doing: string, cause: unknown, clickhouseCode?: number) {
    super(`The analytics store cannot do this now (${doing})${codeText(clickhouseCode)}`, { cause });
    this.name = 'AnalyticsUnavailable';
    this.clickhouseCode = clickhouseCode;
  }
}

/** The store refuses the statement or the data; trying again gives the same answer. */
export class AnalyticsRefused extends Error {
  readonly code = 'ANALYTICS_REFUSED';
  readonly retryable = false;
  readonly clickhouseCode: number;
  /** ClickHouse's name of the error, such as UNKNOWN_TABLE. */
  readonly clickhouseType: string;
  constructor(doing: string, cause: unknown, clickhouseCode: number, clickhouseType: string) {
    super(`The analytics store refused (${doing}): ${clickhouseType}${codeText(clickhouseCode)}`, { cause });
    this.name = 'AnalyticsRefused';
    this.clickhouseCode = clickhouseCode;
    this.clickhouseType = clickhouseType;
  }
}

function codeText(code: number | undefined): string {
  return code === undefined ? '' : ` [ClickHouse ${code}]`;
}

/**
 * ClickHouse numbers that time, an operator or less load heals; everything else is a refusal.
 * 3/74/75 file I/O, 159 timeout, 160 too slow, 164 readonly, 198 DNS, 202 too many queries, 203/209/210 network, 236 aborted,
 * 241 memory, 242 table read-only, 243 no space, 252 too many parts, 285/286/319 replicas, 286, 439 threads, 394 cancelled,
 * 516 login, 604/625 distributed, 999 keeper.
 */
const HEALS = new Set([
  3, 74, 75, 76, 159, 160, 164, 198, 202, 203, 209, 210, 225, 236, 241, 242, 243, 252, 279, 285, 286, 319, 394, 439,
  516, 999,
]);

/** Translates what the client throws, in this one place. Text of the store (it may quote data) stays in `cause`. */
export function translateAnalyticsError(err: unknown, doing: string): Error {
  if (err instanceof AnalyticsUnavailable || err instanceof AnalyticsRefused) return err;
  const code = clickhouseCodeOf(err);
  if (code === undefined) return new AnalyticsUnavailable(doing, err);
  if (HEALS.has(code.number)) return new AnalyticsUnavailable(doing, err, code.number);
  return new AnalyticsRefused(doing, err, code.number, code.type);
}

/** chDB reports errors in parsing inserted data without the usual "Code: N" frame; their text begins in a known way. */
function clickhouseCodeOf(err: unknown): { number: number; type: string } | undefined {
  if (err instanceof Error && 'code' in err && 'type' in err && /^\d+$/.test(String(err.code))) {
    return { number: Number(err.code), type: String(err.type) };
  }
  if (err instanceof ClickHouseError) return { number: Number(err.code), type: err.type ?? 'UNKNOWN' };
  if (err instanceof Error && /^Cannot parse /.test(err.message)) return { number: 27, type: 'CANNOT_PARSE_INPUT' };
  return undefined;
}
