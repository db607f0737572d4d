import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { guardFormula, unguardFormula } from './formula-guard.ts';

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', 'a') }),
);

test('a guarded text never begins with a trigger', () => {
  fc.assert(fc.property(anyText, (text) => assert.doesNotMatch(guardFormula(text), /^[=+\-@\t\r\n＝＋－＠]/)));
});

test('taking the guard off gives the text back', () => {
  fc.assert(fc.property(anyText, (text) => assert.equal(unguardFormula(guardFormula(text)), text)));
});

test("an id such as '=a survives the round trip", () => {
  assert.equal(guardFormula("'=a"), "''=a");
  assert.equal(guardFormula('E001'), 'E001');
});
