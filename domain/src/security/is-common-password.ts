import { COMMON_STEMS } from './common-stems.ts';

/**
 * Whether a password is one of those that are tried first (ASVS 6.2.4, 6.2.11): a known word with decorations, a run of the keyboard or of the
 * alphabet, or a short piece repeated.
 *
 *   P@ssw0rd2026!  → letters for look-alikes, nothing at the ends → `password`  → common
 *   1q2w3e4r5t     → a run of the keyboard                                      → common
 *   abcabcabcabc   → a piece of three, repeated                                 → common
 *
 * A list of stems, not of passwords: one stem stands for all its decorated forms, of which a list of the usual 3,000 mostly consists.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const isStem = (stem: string): boolean => COMMON_STEMS.has(stem) && text.length - stem.length <= MAX_DECORATION;
  return isRepetition(text) || isRun(text) || stemsOf(text).some(isStem);
}

/** A year and some marks; `love` with ten random digits is another matter. */
const MAX_DECORATION = 8;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
};
const withoutLookAlikes = (text: string): string =>
  text.replaceAll(/[01!34@5$7]/g, (character) => LOOK_ALIKES[character] ?? character);
const lettersOnly = (text: string): string => text.replaceAll(/[^a-z]/g, '');

/** Decorations at the ends go first: in `password1` the 1 is one, in `passw0rd` the 0 is a letter. */
function stemsOf(text: string): string[] {
  const undecorated = text.replace(/^[^a-z@$]+/, '').replace(/[^a-z]+$/, '');
  return [text, lettersOnly(text), lettersOnly(withoutLookAlikes(undecorated)), lettersOnly(withoutLookAlikes(text))];
}

const MAX_PIECE = 4;

/** `aaaaaaaa`, `abababab`, `abcabcab`: a piece of at most four characters over and over. */
function isRepetition(text: string): boolean {
  const characters = [...text];
  for (let piece = 1; piece <= MAX_PIECE; piece += 1) {
    if (characters.length >= 2 * piece && characters.every((each, at) => each === characters[at % piece])) return true;
  }
  return false;
}

/** Rows, columns and diagonals of a keyboard, the alphabet and the digits, each also backwards. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()',
  '!"#$%&\'()',
].flatMap((run) => [run, [...run].reverse().join('')]);
const MIN_RUN = 3;

/** Nothing but runs of three or more: `qwertyuiop`, `abc12345`, `asdfqwer`. */
function isRun(text: string): boolean {
  let rest = text;
  while (rest !== '') {
    const length = Math.max(...RUNS.map((run) => lengthOfRun(rest, run)));
    if (length < MIN_RUN) return false;
    rest = rest.slice(length);
  }
  return text !== '';
}

function lengthOfRun(text: string, run: string): number {
  let length = 0;
  while (length < text.length && run.includes(text.slice(0, length + 1))) length += 1;
  return length;
}
