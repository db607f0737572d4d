import { isIPv4, isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * Whether a password on this request has crossed a network in plain text.
 *
 *   TLS here, or a proxy says https                       no
 *   a proxy says http                                     yes, unless for a client on this machine
 *   the peer is this machine                              no
 *   the browser thinks that it talks to its own machine   no: a published port of a container, a tunnel (Host)
 *   everything else                                       yes
 *
 * Headers are believed whoever sends them: a forger only harms the own password. Where an address decides about others (the limit of failed
 * sign-ins), only trusted proxies are believed.
 */
export function isPlainHttp(request: Request): boolean {
  const protocol = firstOf(request.get('x-forwarded-proto'));
  if (request.secure || protocol === 'https') return false;
  if (protocol === 'http') return !isLoopback(firstOf(request.get('x-forwarded-for')) ?? '');
  return !isLoopback(request.ip ?? '') && !isLoopbackName(request.hostname ?? '');
}

const firstOf = (header: string | undefined): string | undefined => header?.split(',')[0]?.trim().toLowerCase();

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return (isIPv4(plain) && plain.startsWith('127.')) || (isIPv6(plain) && plain === '::1');
}

const isLoopbackName = (name: string): boolean => name === 'localhost' || isLoopback(name.replace(/^\[(.*)\]$/, '$1'));
