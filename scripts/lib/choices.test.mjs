import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasProgram, missingPackages } from './debian-packages.mjs';
import { closingLine, createTally } from './tally.mjs';
import { ringOf } from './test-files.mjs';
import { groupStages } from './run-stages.mjs';
import { chooseStages } from './test-options.mjs';

describe('the ring of a test file', () => {
  const RINGS = [
    ['domain/src/time/clock.test.ts', 'unit'],
    ['scripts/lib/npm.test.mjs', 'unit'],
    ['scripts/arrows/arrows.test.ts', 'arrows'],
    ['processor/src/insert.int.test.ts', 'integration'],
    ['e2e/one-minute.e2e.test.ts', 'e2e'],
    ['e2e/steps/sign-in.test.ts', 'unit'],
    ['domain/src/time/clock.ts', undefined],
  ];
  for (const [path, ring] of RINGS) test(`${path} → ${ring}`, () => assert.equal(ringOf(path), ring));
});

describe('what npm test runs', () => {
  const all = [{ name: 'format' }, { name: 'unit', takesFiles: true }, { name: 'integration', takesFiles: true }];
  const names = (args) => chooseStages(args, all).stages.map((stage) => stage.name);

  test('everything, without a word', () => assert.deepEqual(names([]), ['format', 'unit', 'integration']));
  test('the named stages', () => assert.deepEqual(names(['--only', 'format,unit']), ['format', 'unit']));
  test('the rings of test files, for a part of a path', () => {
    assert.deepEqual(names(['domain/']), ['unit', 'integration']);
    assert.deepEqual(chooseStages(['./domain/x'], all).filters, ['domain/x']);
  });
  test('a wrong word is told with the right ones', () => {
    assert.throws(() => names(['--only=uni']), /unknown stage "uni": one of format, unit, integration/);
    assert.throws(() => names(['--fast']), /unknown option --fast/);
  });
});

describe('the closing line', () => {
  test('has the skipped ones only when there are any', () => {
    assert.equal(closingLine({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed');
    assert.equal(closingLine({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });

  test('comes last, after every failure was named once more', () => {
    let text = '';
    const tally = createTally((chunk) => (text += chunk));
    tally.add({ kind: 'passed', name: 'a' });
    tally.add({ kind: 'failed', name: 'b', file: 'x.test.ts', detail: 'because' });
    tally.finish();
    assert.match(text, /✗ x\.test\.ts › b\n {6}because\n/);
    assert.equal(text.trimEnd().split('\n').at(-1), '1 passed, 1 failed');
  });
});

describe('programs of the system', () => {
  test('that are missing are asked for by package, each once', () => {
    const programs = { xprop: 'x11-utils', xwininfo: 'x11-utils', node: 'nodejs' };
    assert.deepEqual(
      missingPackages(programs, (name) => name === 'node'),
      ['x11-utils'],
    );
  });

  test('are found in the folders of the system too', () => {
    assert.equal(hasProgram('sh', ''), true);
    assert.equal(hasProgram('kinmu-no-such-program'), false);
  });
});

describe('stages side by side', () => {
  const one = (name, beside) => ({ name, beside });
  const names = (stages) => groupStages(stages).map((group) => group.map((stage) => stage.name));

  test('neighbours of one kind are one group; every other stage is alone, in the given order', () => {
    assert.deepEqual(
      names([
        one('lint', 'a'),
        one('types', 'a'),
        one('e2e', 'b'),
        one('integration', 'b'),
        one('late', 'a'),
        one('x'),
      ]),
      [['lint', 'types'], ['e2e', 'integration'], ['late'], ['x']],
    );
    assert.deepEqual(names([one('x'), one('y')]), [['x'], ['y']]);
    assert.deepEqual(names([]), []);
  });
});
