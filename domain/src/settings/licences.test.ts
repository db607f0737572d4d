import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licencesExceededBy } from './licences.ts';

test('people can be added up to the limit and not beyond', () => {
  assert.equal(licencesExceededBy({ limit: 100, usedBefore: 90 }, 100), 0);
  assert.equal(licencesExceededBy({ limit: 100, usedBefore: 90 }, 101), 1);
});

test('without a limit everybody fits', () => {
  assert.equal(licencesExceededBy({ limit: null, usedBefore: 0 }, 1_000_000), 0);
});

test('a tenant over its limit may change and remove people, but not add one', () => {
  assert.equal(licencesExceededBy({ limit: 100, usedBefore: 105 }, 105), 0);
  assert.equal(licencesExceededBy({ limit: 100, usedBefore: 105 }, 103), 0);
  assert.equal(licencesExceededBy({ limit: 100, usedBefore: 105 }, 106), 6);
});
