import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOfKeyCode, physicalKeyOf } from './key-classes.ts';
import type { KeyClass } from './key-classes.ts';

/** Codes as the library names them (UiohookKey), and those that it has no name for, as measured under X11. */
const CASES: readonly (readonly [KeyClass, string, readonly number[]])[] = [
  ['letters', 'q to p', [16, 17, 18, 19, 20, 21, 22, 23, 24, 25]],
  ['letters', 'a to l', [30, 31, 32, 33, 34, 35, 36, 37, 38]],
  ['letters', 'z to m', [44, 45, 46, 47, 48, 49, 50]],
  ['digits', '1 to 0', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ['symbols', '- = [ ] ; quote backquote backslash , . /', [12, 13, 26, 27, 39, 40, 41, 43, 51, 52, 53]],
  ['symbols', 'the ISO key beside Shift, ￥, ろ where it is known', [0x0e46, 0x7d, 0x73]],
  ['numpad', 'keypad 0 to 9', [82, 79, 80, 81, 75, 76, 77, 71, 72, 73]],
  ['numpad', 'keypad . * + - / = Enter and comma', [83, 55, 78, 74, 3637, 0x0e0d, 0x0e1c, 0x7e]],
  [
    'numpad',
    'keypad with NumLock off',
    [0xee52, 0xee4f, 0xee50, 0xee51, 0xee4b, 0xee4c, 0xee4d, 0xee47, 0xee48, 0xee49, 0xee53],
  ],
  [
    'others',
    'arrows, Home, End, Page, Insert, Delete',
    [57416, 57419, 57421, 57424, 3655, 3663, 3657, 3665, 3666, 3667],
  ],
  ['others', 'space, Enter, Tab, Escape, Backspace, Print, Pause, Menu', [57, 28, 15, 1, 14, 3639, 0x0e45, 0x0e5d]],
  ['others', 'F1 to F12', [59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 87, 88]],
  ['others', 'Shift, Control, Alt, Meta on both sides', [42, 54, 29, 3613, 56, 3640, 3675, 3676]],
  ['others', 'NumLock, CapsLock, ScrollLock', [69, 58, 70]],
  ['others', '変換, カタカナ, ひらがな, ふりがな', [0x79, 0x70, 0x7b, 0x77]],
  ['others', 'what the library does not know: 無変換, ろ', [0]],
  ['others', 'volume, media, codes that do not exist', [0xe030, 0xe022, 0xffff, 1234]],
];

for (const [keyClass, what, codes] of CASES) {
  test(`${what} are ${keyClass}`, () => {
    for (const code of codes) assert.equal(classOfKeyCode(code, 'other'), keyClass, `code 0x${code.toString(16)}`);
  });
}

test('半角/全角 has the code of the backquote and is told apart by the layout', () => {
  assert.equal(classOfKeyCode(0x29, 'japanese'), 'others');
  assert.equal(classOfKeyCode(0x29, 'other'), 'symbols');
});

test('the layout changes nothing else', () => {
  for (let code = 0; code <= 0xffff; code += 1) {
    if (physicalKeyOf(code) !== 0x29) assert.equal(classOfKeyCode(code, 'japanese'), classOfKeyCode(code, 'other'));
  }
});

test('a keypad key is one physical key whether NumLock is on or off', () => {
  assert.equal(physicalKeyOf(0xee4f), physicalKeyOf(0x4f));
  assert.equal(physicalKeyOf(0x0e1c), 0x0e1c);
  assert.equal(physicalKeyOf(0xe048), 0xe048);
});
