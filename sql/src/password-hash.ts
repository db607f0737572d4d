import { hash, verify } from '@node-rs/argon2';

/**
 * How a password lies in `people.password_hash`: Argon2id (the library's default kind), 46 MiB, one pass, one lane (OWASP's minimum and
 * ASVS appendix C both), with a pepper from the key files, so that a stolen table alone cannot be attacked.
 */
const PARAMETERS = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const CURRENT_PREFIX = '$argon2id$v=19$m=47104,t=1,p=1$';

/** One password, one sequence of code points, however a keyboard composed it. */
const normalised = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string, pepper: Uint8Array): Promise<string> =>
  hash(normalised(password), { ...PARAMETERS, secret: pepper });

export const verifyPassword = (stored: string, password: string, pepper: Uint8Array): Promise<boolean> =>
  verify(stored, normalised(password), { secret: pepper });

/** Stored with other parameters than today's: hashed again at the next sign-in. */
export const needsRehash = (stored: string): boolean => !stored.startsWith(CURRENT_PREFIX);
