/**
 * Which of the five key columns of the guide (G:1385-1403) a key belongs to. The key decides, not the character that it makes: Shift+1 is a
 * digit, か typed as "ka" is two letters.
 *
 * Codes are those of libuiohook: the positions of a US keyboard, whatever the layout. What they are worth was measured under X11:
 *
 *   key            code on X11   class
 *   変換            0x79          others
 *   無変換, ろ       0x00          others (the library knows neither; ろ would be a symbol if it could be told from 無変換)
 *   ひらがな/カタカナ  0x7b, 0x70   others
 *   ￥             0x7d          symbols
 *   半角/全角        0x29          the code of ` on a US keyboard: symbols, but others where the layout is Japanese
 *   keypad 1       0x4f / 0xee4f NumLock on / off: numpad either way
 *   space, Enter, Tab, arrows, F1-F24, modifiers, locks            others
 */
export type KeyClass = 'letters' | 'digits' | 'numpad' | 'symbols' | 'others';
export type KeyboardKind = 'japanese' | 'other';

const ROWS: readonly (readonly [KeyClass, readonly number[]])[] = [
  // q..p, a..l, z..m
  ['letters', [...codes(0x10, 0x19), ...codes(0x1e, 0x26), ...codes(0x2c, 0x32)]],
  // 1..9, 0 of the main block
  ['digits', codes(0x02, 0x0b)],
  // 7 8 9 - 4 5 6 + 1 2 3 0 . ; then * / = Enter and the comma of Japanese keypads
  ['numpad', [...codes(0x47, 0x53), 0x37, 0x0e35, 0x0e0d, 0x0e1c, 0x7e]],
  // - = [ ] ; ' ` \ , . / then the key beside the left Shift of ISO keyboards, ￥, and ろ where the system reports it (macOS)
  ['symbols', [0x0c, 0x0d, 0x1a, 0x1b, 0x27, 0x28, 0x29, 0x2b, 0x33, 0x34, 0x35, 0x0e46, 0x7d, 0x73]],
];
const CLASS_OF_CODE: ReadonlyMap<number, KeyClass> = new Map(
  ROWS.flatMap(([keyClass, row]) => row.map((code): [number, KeyClass] => [code, keyClass])),
);
const HANKAKU_ZENKAKU_POSITION = 0x29;

/** Keys that the library does not know all arrive under this code. */
export const UNKNOWN_KEY_CODE = 0;

/**
 * One code per physical key. With NumLock off the library marks keypad keys by 0xee00; it can even report the press of a key with the mark and
 * its release without (seen when NumLock changes in between), which would leave the key pressed for ever.
 */
export function physicalKeyOf(keyCode: number): number {
  return (keyCode & 0xff00) === 0xee00 ? keyCode & 0xff : keyCode;
}

export function classOfKeyCode(keyCode: number, keyboard: KeyboardKind): KeyClass {
  const key = physicalKeyOf(keyCode);
  if (keyboard === 'japanese' && key === HANKAKU_ZENKAKU_POSITION) return 'others';
  return CLASS_OF_CODE.get(key) ?? 'others';
}

function codes(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
