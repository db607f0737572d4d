import type { CharacterKind } from '../contract/security.ts';

/** 文字種 of one character. Whatever is no ASCII letter or digit is a symbol: a space, ｱ, 漢 and emoji too, so that any Unicode may be used. */
export function kindOf(character: string): CharacterKind {
  if (/^[A-Z]$/.test(character)) return 'upper';
  if (/^[a-z]$/.test(character)) return 'lower';
  return /^[0-9]$/.test(character) ? 'digit' : 'symbol';
}
