import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { fromCell, toCell } from './cell-texts.ts';
import { decodeFile } from './decode.ts';
import { encodeWindows31j } from './windows-31j.ts';

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const problemsOf = (content: Uint8Array) => {
  const result = decodeFile(content);
  assert.ok(typeof result !== 'string', 'it was read as text');
  return result;
};
const codeOf = (content: Uint8Array): string | undefined => problemsOf(content)[0]?.code;
const HEADER = '更新区分,ユーザ ID\r\n';

test('Shift_JIS with the characters of Microsoft and IBM is read as it is', () => {
  const text = `${HEADER}1,髙橋 﨑 彅 ①㈱ 〜－∥￢ 表ソ能 ﾊﾟ 神\uFA19`.replace('〜', '～');
  assert.equal(decodeFile(encodeWindows31j(text)), text);
  // The NEC copies of the same characters.
  assert.equal(decodeFile(Buffer.concat([encodeWindows31j(HEADER), bytes(0xee, 0xe0, 0xed, 0x95)])), `${HEADER}髙﨑`);
});

test('UTF-8 is read with and without its mark, also what Shift_JIS lacks', () => {
  const text = `${HEADER}1,𠮷野家 😀 葛\u{E0100}`;
  assert.equal(decodeFile(Buffer.from(text)), text);
  assert.equal(decodeFile(Buffer.from(`\uFEFF${text}`)), text);
});

test('other encodings are named', () => {
  for (const [content, name] of [
    [Buffer.from(`\uFEFF${HEADER}`, 'utf16le'), 'UTF-16'],
    [Buffer.from(`\uFEFF${HEADER}`, 'utf16le').swap16(), 'UTF-16'],
    [Buffer.from('1,U001,abc,def\r\n2,U002\r\n', 'utf16le'), 'UTF-16'],
    [bytes(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0), 'UTF-32'],
    [bytes(0xb9, 0xb9, 0xbf, 0xb7, 0xb6, 0xe8, 0xca, 0xac), 'EUC-JP'],
    [Buffer.from('\u001B$B99?76hJ,\u001B(B', 'latin1'), 'ISO-2022-JP'],
  ] as const) {
    assert.ok(problemsOf(content)[0]?.text.includes(name), `${name}: ${problemsOf(content)[0]?.text}`);
  }
});

test('encrypted and binary files are named as such', () => {
  assert.equal(
    codeOf(Buffer.concat([bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), randomBytes(500)])),
    'encrypted',
  );
  assert.equal(codeOf(Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)])), 'zip');
  assert.equal(codeOf(Buffer.alloc(400, 0)), 'binary');
  assert.equal(codeOf(Buffer.concat([bytes(0x42), randomBytes(4000)])), 'binary');
  assert.equal(codeOf(Buffer.alloc(0)), 'empty');
});

test('a byte that is no Shift_JIS is named by line, column, offset and what stands before it', () => {
  for (const bad of [
    bytes(0x80),
    bytes(0xa0),
    bytes(0xfd),
    bytes(0xff),
    bytes(0x85, 0x40),
    bytes(0x82, 0x22),
    bytes(0x82),
  ]) {
    const [problem] = problemsOf(Buffer.concat([encodeWindows31j(`${HEADER}1,名前`), bad]));
    assert.deepEqual([problem?.code, problem?.line, problem?.column], ['badCharacter', 2, 5], bad.toString('hex'));
    assert.ok(
      problem?.text.includes(`${encodeWindows31j(`${HEADER}1,名前`).length} バイト目`) &&
        problem.text.includes('「,名前」'),
    );
  }
});

test('a broken UTF-8 file is told as one: a cell that was cut within a character, rows pasted from Shift_JIS', () => {
  const text = `${HEADER}1,名前\n1,山`;
  for (const bad of [Buffer.from('田').subarray(0, 2), bytes(0xed, 0xa0, 0x81), encodeWindows31j('田中')]) {
    const [problem] = problemsOf(Buffer.concat([Buffer.from(text), bad, Buffer.from(',x\n')]));
    assert.deepEqual([problem?.line, problem?.column], [3, 4], bad.toString('hex'));
    assert.match(problem?.text ?? '', /^UTF-8 として.*「1,山」の次/);
  }
});

test('the bad character at the end of a large file is found in a moment', () => {
  const start = performance.now();
  const [problem] = problemsOf(Buffer.concat([encodeWindows31j('名前,x\n'.repeat(300_000)), bytes(0x82)]));
  assert.deepEqual([problem?.code, problem?.line], ['badCharacter', 300_001]);
  assert.ok(performance.now() - start < 5_000);
});

test('private, control and broken characters are named by line and column', () => {
  const [gaiji] = problemsOf(Buffer.concat([encodeWindows31j(`${HEADER}1,`), bytes(0xf0, 0x40)]));
  assert.deepEqual([gaiji?.code, gaiji?.line, gaiji?.column], ['privateCharacter', 2, 3]);
  const others = problemsOf(Buffer.from(`${HEADER}${'長い行,'.repeat(60)}\n1,a\u0000b\uFFFDc\u0007`));
  assert.deepEqual(
    others.map(({ code, line, column }) => [code, line, column]),
    [
      ['controlCharacter', 3, 4],
      ['brokenCharacter', 3, 6],
      ['controlCharacter', 3, 8],
    ],
  );
});

test('any bytes give a text or a reason, never an error or a replacement character', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (content) => {
      const result = decodeFile(content);
      if (typeof result !== 'string') return assert.ok(result.length > 0 && result[0]?.text !== '');
      return assert.ok(!result.includes('\uFFFD'));
    }),
  );
});

test('two-byte characters are read the same alone and in any company', () => {
  const held = fc.constantFrom('表', 'ソ', '能', '髙', 'ｱ', 'A', '"', ',', '神\uFA19');
  fc.assert(
    fc.property(fc.array(held, { minLength: 1 }), (parts) => {
      const alone = parts.map((part) => iconv.decode(encodeWindows31j(part), 'cp932')).join('');
      assert.equal(decodeFile(encodeWindows31j(`${HEADER}${parts.join('')}`)), `${HEADER}${alone}`);
    }),
  );
});

test('a text goes to a cell and back; only what the file cannot hold is lost to 〓', () => {
  for (const text of ["'=a", '=1+2', '神\uFA19', '@x', '－1', '普通']) assert.equal(fromCell(toCell(text)), text);
  assert.equal(fromCell('か\u3099'), 'が');
  assert.equal(fromCell(toCell('𠮷野家')), '〓野家');
});
