import { readToken, type DeviceIdentity } from './device-token.ts';

/** Some 400 bytes each. Beyond it the oldest are verified again, which costs a little and changes nothing. */
const MAX_KNOWN = 100_000;

interface Known {
  readonly identity: DeviceIdentity;
  readonly expiresAtMs: number;
}

/**
 * Whom a token names. A token is verified once and remembered by its very bytes until it expires: the same bytes under the same key give the same
 * answer, and a collector sends its token with each batch for a quarter of an hour. Revocations are not in it; they are asked each time.
 */
export interface KnownTokens {
  /** @throws Refusal `unauthorized` or `token_expired`; a promise only where the token is seen for the first time */
  identityOf(header: string | undefined, nowMs: number): DeviceIdentity | Promise<DeviceIdentity>;
}

export function createKnownTokens(key: Uint8Array): KnownTokens {
  const known = new Map<string, Known>();
  const verify = async (header: string | undefined, nowMs: number): Promise<DeviceIdentity> => {
    const { identity, expiresAtMs } = await readToken(header, key, nowMs);
    if (header === undefined) return identity;
    known.set(header, { identity, expiresAtMs });
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    return identity;
  };
  return {
    identityOf: (header, nowMs) => {
      const found = header === undefined ? undefined : known.get(header);
      if (found !== undefined && nowMs < found.expiresAtMs) return found.identity;
      if (header !== undefined) known.delete(header);
      return verify(header, nowMs);
    },
  };
}
