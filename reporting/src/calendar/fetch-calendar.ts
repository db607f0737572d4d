import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { MAX_CALENDAR_BYTES } from '#domain/contract/calendar.ts';
import type { CalendarProblem } from '#domain/contract/calendar.ts';
import { hasCode } from '#platform/files.ts';
import { AddressNotAllowed, addressOfHost, resolveHost } from './address-guard.ts';
import type { Resolve } from './address-guard.ts';

export interface FetchDeps {
  /** Hosts inside the company that may be asked although their addresses are private. Lower case, without port. */
  readonly allowedHosts: readonly string[];
  /** For tests. */
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
}

export type FetchedCalendar =
  { readonly text: string } | { readonly problem: CalendarProblem; readonly detail: string };

/** Name resolution, redirects and body together. */
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;

/**
 * Fetches a calendar on behalf of an employee, which is a request from inside the company's network: the address is checked after the name has been
 * resolved, the socket goes to that very address (a second resolution could give another one), and every redirect is checked like the first
 * address. Nothing of the address is in a result: calendar addresses are secrets.
 */
export async function fetchCalendar(deps: FetchDeps, url: string): Promise<FetchedCalendar> {
  const signal = AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS);
  try {
    let target = new URL(url);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await open(deps, target, signal);
      const status = response.statusCode ?? 0;
      if (status === 200) return await readText(response);
      response.destroy();
      const { location } = response.headers;
      if (status < 300 || status > 399 || location === undefined) return failed('http_error', String(status));
      const next = new URL(location, target);
      // A secret sent over TLS is not sent on in the clear.
      if (target.protocol === 'https:' && next.protocol !== 'https:') return failed('address_not_allowed');
      target = next;
    }
    return failed('too_many_redirects');
  } catch (err) {
    if (err instanceof AddressNotAllowed) return failed('address_not_allowed');
    if (signal.aborted || hasCode(err, 'ABORT_ERR')) return failed('timed_out');
    // A code of the operating system or of TLS; never a message, which may hold the address.
    return failed('not_reachable', err instanceof Error && 'code' in err ? String(err.code) : '');
  }
}

const failed = (problem: CalendarProblem, detail = ''): FetchedCalendar => ({ problem, detail });

async function open(deps: FetchDeps, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:';
  if ((!isTls && url.protocol !== 'http:') || url.username !== '' || url.password !== '') throw new AddressNotAllowed();
  signal.throwIfAborted();
  const { address, family } = await withDeadline(
    addressOfHost(url.hostname, deps.allowedHosts, deps.resolve ?? resolveHost),
    signal,
  );
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      // No pool: a socket kept from elsewhere would go where nobody has looked.
      agent: false,
      headers: { Accept: 'text/calendar, */*;q=0.1', 'Accept-Encoding': 'identity', 'User-Agent': 'kinmu-lens' },
      lookup: (_host: string, asked: { all?: boolean }, done: (...result: never[]) => void) =>
        (done as (...result: unknown[]) => void)(null, ...(asked.all ? [[{ address, family }]] : [address, family])),
    };
    const sent = (isTls ? requestHttps : requestHttp)(url, options as never, resolve);
    sent.on('error', reject).end();
  });
}

/** Name resolution cannot be called off; the waiting for it can. */
const withDeadline = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });

async function readText(response: IncomingMessage): Promise<FetchedCalendar> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_CALENDAR_BYTES) {
      response.destroy();
      return failed('too_large');
    }
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8') };
}
