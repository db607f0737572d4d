import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Addresses that are not the internet's: this machine, the company's networks, link-local (cloud metadata), multicast, reserved. */
const blocked = new BlockList();
for (const [network, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const) {
  blocked.addSubnet(network, prefix, 'ipv4');
}
/** Of IPv6 only what is given out to the internet, less what carries an IPv4 address or is for documents. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  blocked.addSubnet(network, prefix, 'ipv6');
}

/** Whether a server of a company may be asked to connect there on behalf of an employee. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true });

export class AddressNotAllowed extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';
  constructor() {
    super('the address is not one of the internet');
    this.name = 'AddressNotAllowed';
  }
}

/**
 * The one address to connect to for a host of a URL. Every address that the name has must be public: a name with a public and a private one is an
 * attack or a mistake. Hosts that the operator has named (KINMU_CALENDAR_ALLOWED_HOSTS) may lie anywhere.
 * @throws AddressNotAllowed, or what the resolver throws.
 */
export async function addressOfHost(
  host: string,
  allowedHosts: readonly string[],
  resolve: Resolve,
): Promise<{ readonly address: string; readonly family: number }> {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  const family = isIP(bare);
  const found = family === 0 ? await resolve(bare) : [{ address: bare, family }];
  const [first] = found;
  if (first === undefined) throw new AddressNotAllowed();
  if (allowedHosts.includes(bare) || found.every((each) => isPublicAddress(each.address))) return first;
  throw new AddressNotAllowed();
}
