import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { encodeWindows31j, toWindows31jText } from './windows-31j.ts';

/** [what, in, out]: `out` is what a Windows program reads from the file. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['plain', 'abc 123', 'abc 123'],
  ['kana', 'あいうアイウ', 'あいうアイウ'],
  ['half-width kana', 'ﾊﾟ', 'ﾊﾟ'],
  ['ladder 髙', '髙橋', '髙橋'],
  ['standing 﨑', '山﨑', '山﨑'],
  ['彅 德 祐', '彅德祐', '彅德祐'],
  ['NEC special', '①㈱㍻№℡', '①㈱㍻№℡'],
  ['Microsoft wave dash', '～∥－￢', '～∥－￢'],
  ['JIS wave dash', '〜', '～'],
  ['double vertical line', '‖', '∥'],
  ['minus sign', '−', '－'],
  ['em dash', '—', '―'],
  ['cent pound not', '¢£¬', '￠￡￢'],
  ['broken bar', '¦', '￤'],
  ['yen is not a backslash', '¥100', '￥100'],
  ['overline is not a tilde', '‾', '￣'],
  ['no-break space', 'a\u00A0b', 'a b'],
  ['compatibility 神 stays', '\uFA19', '\uFA19'],
  ['Angstrom stays', '\u212B', '\u212B'],
  ['decomposed が', 'か\u3099', 'が'],
  ['decomposed パ', 'ハ\u309A', 'パ'],
  ['lone voicing mark', '\u3099', '〓'],
  ['supplementary 𠮷', '𠮷野家', '〓野家'],
  ['𩸽', '𩸽', '〓'],
  ['variation selector', '葛\u{E0100}', '葛〓'],
  ['emoji', '😀', '〓'],
  ['joined emoji counts its code points', '👨‍👩‍👧', '〓〓〓〓〓'],
  ['Latin', 'é', '〓'],
  ['euro', '€', '〓'],
  ['ゔ', 'ゔ', '〓'],
  ['Korean', '한', '〓'],
  ['control byte', '\u0080', '〓'],
  ['question mark', '?', '?'],
  ['trail byte 5C', '表ソ能\\', '表ソ能\\'],
];

test('each character arrives as itself, as its twin, or as 〓', () => {
  for (const [what, source, expected] of CASES) {
    const { text } = toWindows31jText(source);
    assert.equal(text, expected, what);
    assert.equal(iconv.decode(encodeWindows31j(text), 'cp932'), expected, `${what}: bytes`);
  }
});

test('〓 is counted once for each code point, and one of the source is not', () => {
  assert.equal(toWindows31jText('𠮷😀〓a').replaced, 2);
});

test('no ? appears that was not in the source, and every result survives the bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (source) => {
      const { text } = toWindows31jText(source);
      const count = (value: string): number => value.split('?').length - 1;
      assert.equal(count(text), count(source));
      assert.equal(iconv.decode(encodeWindows31j(text), 'cp932'), text);
    }),
  );
});
