import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXpropLine, quotedStrings } from './xprop-lines.ts';

/** Lines as xprop 1.2.6 printed them. */
test('a property, one that is missing and one that nobody knows are told apart', () => {
  assert.deepEqual(parseXpropLine('_NET_WM_PID(CARDINAL) = 8091'), {
    name: '_NET_WM_PID',
    value: '8091',
    isUnknownAtom: false,
  });
  assert.deepEqual(parseXpropLine('WM_CLASS:  not found.'), { name: 'WM_CLASS', value: null, isUnknownAtom: false });
  assert.deepEqual(parseXpropLine('_NET_ACTIVE_WINDOW:  no such atom on any window.'), {
    name: '_NET_ACTIVE_WINDOW',
    value: null,
    isUnknownAtom: true,
  });
});

test('a line that is no property is none', () => {
  for (const line of ['', 'X Error of failed request:  BadWindow', '\t\twindow state: Normal'])
    assert.equal(parseXpropLine(line), null);
});

const TITLES: readonly (readonly [string, string, string[]])[] = [
  ['equals signs and quotes', '"条件=A \\"q\\" \\\\ back : 神 ①〜é😀"', ['条件=A "q" \\ back : 神 ①〜é😀']],
  ['two strings', '"xmessage", "Xmessage"', ['xmessage', 'Xmessage']],
  ['tab and line end', '"tab\\tx\\nnew"', ['tab\tx\nnew']],
  ['octal bytes, several to a character', '"\\346\\235\\241\\344\\273\\266=A"', ['条件=A']],
  ['a backslash before digits', '"\\\\346"', ['\\346']],
  ['an empty title', '""', ['']],
  ['what is no string', '<Invalid UTF-8 string>', []],
];
for (const [what, value, strings] of TITLES) {
  test(`strings are read with ${what}`, () => assert.deepEqual(quotedStrings(value), strings));
}
