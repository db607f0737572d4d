import { verifyPassword } from '#sql/password-hash.ts';
import type { PasswordRow } from './password-queries.ts';

/**
 * 再利用制限 (guide table 6-1): whether a password is among the last `generations`, of which the present one is the first. The present one never
 * comes back, also where nothing is asked for.
 *
 * Each comparison is a slow hash of its own (the salts differ), one after the other within the slot that the change has of the hash queue:
 * 24 of them stay below a second and never take both cores. Stops at the first hit.
 */
export async function wasUsedBefore(
  pepper: Uint8Array,
  person: PasswordRow,
  newPassword: string,
  generations: number,
): Promise<boolean> {
  const hashes = [...(person.passwordHash === null ? [] : [person.passwordHash]), ...person.formerHashes];
  for (const stored of hashes.slice(0, Math.max(1, generations))) {
    if (await verifyPassword(stored, newPassword, pepper)) return true;
  }
  return false;
}
