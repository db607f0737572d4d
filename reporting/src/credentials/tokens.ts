import { createHash, randomInt } from 'node:crypto';
import { randomToken } from '#platform/random.ts';

/** 256 bit. The cookie holds it, the table only its hash: a stolen table opens no session. */
export const newSessionToken = (): string => randomToken(32);

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Crockford's alphabet: no I, L, O, U. */
const CODE_CHARACTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_GROUPS = 7;
const GROUP_LENGTH = 4;

/** An enrolment code to be typed: 28 characters of 5 bit (140 bit), in groups of four. */
export function newEnrolmentCode(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => CODE_CHARACTERS.charAt(randomInt(CODE_CHARACTERS.length))).join('');
  return Array.from({ length: CODE_GROUPS }, group).join('-');
}

/** What a person may type for a code: any case, with or without separators, O for 0, I or L for 1. */
export const normalisedEnrolmentCode = (typed: string): string =>
  typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
