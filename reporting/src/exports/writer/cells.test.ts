import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { createCells, encodeLines, encodeUtf8, fileStart } from './cells.ts';

test('line breaks, then the mapping, then the guard: − becomes － and is guarded', () => {
  const cells = createCells({ encoding: 'windows-31j', guardsFormulas: true });
  assert.equal(cells.text('−1'), "'－1");
  assert.equal(cells.oneLine('a\r\nb\nc\rd\u2028e'), 'a b c d e');
  assert.equal(cells.oneLine('\n=1'), ' =1');
  assert.equal(cells.text('𠮷😀'), '〓〓');
  assert.equal(cells.replaced, 2);
});

test('without the guard nothing is put in front, and UTF-8 keeps every character', () => {
  const cells = createCells({ encoding: 'utf-8', guardsFormulas: false });
  assert.equal(cells.text('=1+1 𠮷😀−'), '=1+1 𠮷😀−');
  assert.equal(cells.replaced, 0);
  assert.equal(fileStart('utf-8').toString('hex'), 'efbbbf');
  assert.equal(fileStart('windows-31j').length, 0);
});

test('what went through the cells is read back from the bytes as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('windows-31j' as const, 'utf-8' as const),
      (text, encoding) => {
        const clean = createCells({ encoding, guardsFormulas: true }).text(text.toWellFormed());
        const bytes = encodeLines(clean, encoding);
        assert.equal(encoding === 'utf-8' ? bytes.toString('utf8') : iconv.decode(bytes, 'cp932'), clean);
      },
    ),
    { numRuns: 500 },
  );
});

test('lines that come as bytes are encoded as the same lines are that come as text, ASCII or not', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.stringMatching(/^[ -~\r\n]*$/), fc.string({ unit: 'binary' })),
      fc.constantFrom('windows-31j' as const, 'utf-8' as const),
      (text, encoding) => {
        const clean = createCells({ encoding, guardsFormulas: true }).text(text.toWellFormed());
        assert.deepEqual(encodeUtf8(Buffer.from(clean, 'utf8'), encoding), encodeLines(clean, encoding));
      },
    ),
    { numRuns: 500 },
  );
});
