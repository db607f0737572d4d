import type { Request } from 'express';

const CHANGING_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A page's script may send it only to its own origin (CORS is off), a plain form never can. */
export const REQUEST_HEADER = 'x-kinmu-request';

const originMatches = (request: Request, origin: string, publicOrigin: string): boolean => {
  if (origin === publicOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
};

const isJson = (request: Request): boolean => /^application\/json\s*(;|$)/i.test(request.get('content-type') ?? '');
/** No form can send this type, so a raw file is as safe as JSON. */
const isBytes = (request: Request): boolean => request.get('content-type') === 'application/octet-stream';

/** A page's DELETE, or POST without input, has neither body nor type; whatever has a body must say that it is JSON. */
const hasBody = (request: Request): boolean =>
  request.get('transfer-encoding') !== undefined || (request.get('content-length') ?? '0') !== '0';
const hasForeignType = (request: Request, takesBytes: boolean): boolean =>
  !(takesBytes ? isBytes(request) : isJson(request)) && (hasBody(request) || request.get('content-type') !== undefined);

/**
 * Whether a request may change something as far as its origin goes (instead of tokens: what a browser says of the sender, ASVS 3.5).
 *
 *   Sec-Fetch-Site   same-origin or none passes, cross-site and same-site (a neighbour's host) do not
 *   Origin           where the browser sends one it must be ours, with or without Sec-Fetch-Site
 *   both absent      not a browser: the own header and, with a body, the JSON type are still asked for
 */
export function isCrossSite(request: Request, publicOrigin: string, takesBytes = false): boolean {
  if (!CHANGING_METHODS.has(request.method)) return false;
  if (hasForeignType(request, takesBytes) || request.get(REQUEST_HEADER) !== '1') return true;
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = request.get('origin');
  return origin !== undefined && !originMatches(request, origin, publicOrigin);
}

/** For endpoints that programs call without a session (a code is the right): only a browser on another site is refused. */
export function isCrossSiteBrowser(request: Request, publicOrigin: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = request.get('origin');
  return !isJson(request) || (origin !== undefined && !originMatches(request, origin, publicOrigin));
}
