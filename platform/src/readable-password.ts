import { randomInt } from 'node:crypto';

/** No look-alikes (0 O 1 l I), and nothing that a person could take for punctuation around the password. */
const KINDS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789'] as const;
const ALL = KINDS.join('');

/**
 * A random password that a person can read off a screen and type: three kinds of characters, about 5.8 bits each (16: 93 bits).
 * It begins with a letter.
 */
export function readablePassword(length = 16): string {
  for (;;) {
    const password = Array.from({ length }, () => ALL[randomInt(ALL.length)]).join('');
    const hasEveryKind = KINDS.every((kind) => [...kind].some((character) => password.includes(character)));
    if (hasEveryKind && /^[A-Za-z]/.test(password)) return password;
  }
}
