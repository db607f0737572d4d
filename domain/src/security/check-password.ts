import type { PasswordPolicy, PasswordProblem } from '../contract/security.ts';
import { CHARACTER_KINDS } from '../contract/security.ts';
import { isCommonPassword } from './is-common-password.ts';
import { kindOf } from './password-kinds.ts';

/** Above every policy's minimum, below what a hash should be fed with (ASVS 6.2.9 asks for at least 64). */
export const MAX_PASSWORD_LENGTH = 128;

/** Words that everybody who knows the account would try. */
export interface PasswordOwner {
  readonly loginId: string;
  readonly name: string;
}

/**
 * What is wrong with a new password, in the order in which a person can mend it; empty: nothing. パスワードポリシー (guide table 6-1), plus
 * what OWASP ASVS 5.0 asks for: no own words (6.2.11), no common password (6.2.4), any Unicode (6.2.8), nothing cut off (6.2.9).
 *
 * Counted in code points after NFC: 𠮷 is one character although JavaScript counts two, が is one however the keyboard composed it. The hash
 * is taken of the same NFC text (sql/src/password-hash.ts).
 *
 * Whether it was used before and whether it may be changed yet are other questions: `may-change-password.ts` and the portal's comparison.
 */
export function checkPassword(password: string, policy: PasswordPolicy, owner: PasswordOwner): PasswordProblem[] {
  const text = password.normalize('NFC');
  const characters = [...text];
  const present = new Set(characters.map(kindOf));
  const kindsRuled = (rule: 'required' | 'forbidden') => CHARACTER_KINDS.filter((kind) => policy.kinds[kind] === rule);
  const verdicts: readonly (readonly [PasswordProblem, boolean])[] = [
    ['too_short', characters.length < policy.minLength],
    ['too_long', characters.length > MAX_PASSWORD_LENGTH],
    ['forbidden_kind', kindsRuled('forbidden').some((kind) => present.has(kind))],
    ['missing_kind', kindsRuled('required').some((kind) => !present.has(kind))],
    ['too_few_kinds', present.size < policy.minKinds],
    ['holds_own_id', holdsOwnId(text, owner.loginId)],
    ['holds_own_name', holdsOwnName(text, owner.name)],
    ['common', isCommonPassword(text)],
  ];
  return verdicts.filter(([, isWrong]) => isWrong).map(([problem]) => problem);
}

/** One spelling for all: wide letters are narrow ones, capitals small ones. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** An id of one or two characters is in many good passwords by chance; it counts only when it is the whole password. */
const MIN_ID_LENGTH = 3;

function holdsOwnId(password: string, loginId: string): boolean {
  const [text, id] = [folded(password), folded(loginId)];
  return [...id].length < MIN_ID_LENGTH ? text === id : text.includes(id);
}

/** A family name in kanji has two characters, a Latin syllable of two means nothing. */
const isTellingPart = (part: string): boolean => [...part].length >= (/^[\x20-\x7e]*$/.test(part) ? 3 : 2);

function holdsOwnName(password: string, name: string): boolean {
  const text = folded(password);
  return folded(name)
    .split(/[\s,.・]+/u)
    .filter(isTellingPart)
    .some((part) => text.includes(part));
}
