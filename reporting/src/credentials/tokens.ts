import { createHash, randomInt } from 'node:crypto';
import { randomToken } from '#platform/random.ts';

/** 256 bit. The cookie holds it, the table only its hash: a stolen table opens no session. */
export const newSessionToken = (): string => randomToken(32);

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Nothing that is read for something else on paper or by phone (0 O 1 l I), nothing that begins with ; or : (the guide warns of these). */
const PASSWORD_CHARACTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 16;

/** A first password: about 93 bit, of lower case, upper case and digits. */
export function randomPassword(): string {
  for (;;) {
    const pick = (): string => PASSWORD_CHARACTERS.charAt(randomInt(PASSWORD_CHARACTERS.length));
    const password = Array.from({ length: PASSWORD_LENGTH }, pick).join('');
    if (/[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password)) return password;
  }
}

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
