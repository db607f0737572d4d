import type { Request, Response } from 'express';

/** `__Host-`: the browser takes it only over TLS, for this host and the whole path. On plain loopback it would not take it at all. */
export const sessionCookieName = (isTls: boolean): string => (isTls ? '__Host-kinmu' : 'kinmu');

/** The token of the request, or undefined. Of two cookies of the name the first counts, as in browsers. */
export function readSessionToken(request: Request, isTls: boolean): string | undefined {
  const prefix = `${sessionCookieName(isTls)}=`;
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
  return value === undefined || !/^[A-Za-z0-9_-]{43}$/.test(value) ? undefined : value;
}

/** Ends with the browser; the server's own limits end it earlier. */
export function setSessionCookie(response: Response, token: string, isTls: boolean): void {
  response.append('Set-Cookie', `${sessionCookieName(isTls)}=${token}; ${attributes(isTls)}`);
}

export function clearSessionCookie(response: Response, isTls: boolean): void {
  response.append('Set-Cookie', `${sessionCookieName(isTls)}=; Max-Age=0; ${attributes(isTls)}`);
}

const attributes = (isTls: boolean): string => `Path=/; HttpOnly; SameSite=Lax${isTls ? '; Secure' : ''}`;
