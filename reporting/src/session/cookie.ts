import type { Request, Response } from 'express';

/** `__Host-`: the browser takes it only over TLS, for this host and the whole path. On plain loopback it would not take it at all. */
const nameOf = (name: string, isTls: boolean): string => (isTls ? `__Host-${name}` : name);
const SESSION = 'kinmu';
const BROWSER = 'kinmu-browser';

/** Browsers keep no cookie longer. */
const BROWSER_SECONDS = 400 * 86_400;

/** The token of the request's session, or undefined. */
export const readSessionToken = (request: Request, isTls: boolean): string | undefined =>
  readToken(request, nameOf(SESSION, isTls));

/** The device cookie (OWASP): what a browser got at an earlier sign-in. It opens nothing; it only gives this browser a counter of its own. */
export const readBrowserToken = (request: Request, isTls: boolean): string | undefined =>
  readToken(request, nameOf(BROWSER, isTls));

/** Of two cookies of the name the first counts, as in browsers. */
function readToken(request: Request, name: string): string | undefined {
  const prefix = `${name}=`;
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
  return value === undefined || !/^[A-Za-z0-9_-]{43}$/.test(value) ? undefined : value;
}

/** Ends with the browser; the server's own limits end it earlier. */
export function setSessionCookie(response: Response, token: string, isTls: boolean): void {
  response.append('Set-Cookie', `${nameOf(SESSION, isTls)}=${token}; ${attributes(isTls)}`);
}

export function setBrowserCookie(response: Response, token: string, isTls: boolean): void {
  response.append('Set-Cookie', `${nameOf(BROWSER, isTls)}=${token}; Max-Age=${BROWSER_SECONDS}; ${attributes(isTls)}`);
}

export function clearSessionCookie(response: Response, isTls: boolean): void {
  response.append('Set-Cookie', `${nameOf(SESSION, isTls)}=; Max-Age=0; ${attributes(isTls)}`);
}

const attributes = (isTls: boolean): string => `Path=/; HttpOnly; SameSite=Lax${isTls ? '; Secure' : ''}`;
