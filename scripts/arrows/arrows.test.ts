import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readImports } from './read-imports.ts';
import { listRepoFiles, repoRoot } from './repo-files.ts';
import { findViolation, reportingFeaturesOf } from './rules.ts';

/** Importing file, what it imports, a word that the answer must teach. */
const FORBIDDEN: readonly (readonly [string, string, RegExp])[] = [
  ['domain/src/worktime/classify-day.ts', 'node:fs', /only zod/],
  ['domain/src/worktime/classify-day.ts', 'pino', /only zod/],
  ['domain/src/worktime/classify-day.ts', '#platform/log.ts', /must not import platform/],
  ['domain/src/worktime/classify-day.test.ts', 'pg', /only zod/],
  ['domain/src/worktime/classify-day.ts', './day-case-kit.ts', /is for tests/],
  ['ingest/src/main.ts', '#platform/testkit/nats.ts', /is for tests/],
  ['platform/src/nats.ts', '#domain/contract/wire.ts', /no work-time word/],
  ['platform/src/nats.ts', '../../domain/src/contract/wire.ts', /no work-time word/],
  ['collector/src/sender.ts', '#platform/log.ts', /only domain/],
  ['collector/src/sender.ts', '#ingest/http.ts', /never import each other/],
  ['ingest/src/main.ts', '#processor/main.ts', /only launcher/],
  ['processor/src/insert.ts', '#reporting/http/errors.ts', /never import each other/],
  ['reporting/src/days/routes.ts', '#collector/outbox.ts', /never import each other/],
  ['reporting/src/days/routes.ts', '#launcher/main.ts', /nobody imports the launcher/],
  ['ui/src/app/api.ts', '../../../platform/src/log.ts', /only domain/],
  ['ui/src/app/App.svelte', '#reporting/days/routes.ts', /only domain/],
  ['sample/src/live.ts', '#reporting/days/routes.ts', /sample\/ may import/],
  ['sql/src/migrate.ts', '#processor/main.ts', /sql\/ may import/],
  ['ingest/src/main.ts', '../../domain/src/contract/wire.ts', /#domain\/contract\/wire\.ts/],
  ['processor/src/main.ts', '../../scripts/watch-parents.mjs', /only launcher/],
  ['launcher/src/main.ts', '../../scripts/install.mjs', /must not import scripts/],
  ['reporting/src/days/routes.ts', '../people/queries.ts', /features never import features/],
  ['reporting/src/days/routes.ts', '#reporting/people/queries.ts', /features never import features/],
  ['reporting/src/http/mount.ts', '../people/queries.ts', /shared by all features/],
  ['ui/src/features/days/DaysPage.svelte', '../people/PeopleList.svelte', /features never import features/],
  ['ui/src/components/Button.svelte', '../features/days/days.svelte.ts', /components ← features ← app/],
  ['ui/src/components/Button.svelte', '../app/api.ts', /components ← features ← app/],
  ['ui/src/features/days/DaysPage.svelte', '../../app/Shell.svelte', /components ← features ← app/],
  ['ui/src/base/call.ts', '../components/Button.svelte', /components ← features ← app/],
  ['ui/src/charts/day-option.ts', '../components/Button.svelte', /components ← features ← app/],
];

const ALLOWED: readonly (readonly [string, string])[] = [
  ['domain/src/worktime/classify-day.ts', 'zod'],
  ['domain/src/worktime/classify-day.ts', '../time/clock.ts'],
  ['domain/src/worktime/classify-day.test.ts', 'fast-check'],
  ['domain/src/worktime/classify-day.test.ts', 'node:assert/strict'],
  ['domain/src/worktime/day-case-kit.ts', 'node:assert/strict'],
  ['ingest/src/publish.int.test.ts', '#platform/testkit/index.ts'],
  ['collector/src/sender.ts', '#domain/contract/wire.ts'],
  ['processor/src/insert.ts', '#platform/clickhouse.ts'],
  ['processor/src/insert.ts', '#sql/migrate.ts'],
  ['launcher/src/main.ts', '#reporting/create-reporting.ts'],
  ['launcher/src/main.ts', '../../scripts/watch-parents.mjs'],
  ['sample/src/live.ts', '#collector/sender.ts'],
  ['reporting/src/days/routes.ts', '../http/mount.ts'],
  ['reporting/src/create-reporting.ts', './days/routes.ts'],
  ['ui/src/features/days/days.svelte.ts', '../../../../domain/src/contract/days.ts'],
  ['ui/src/features/days/DaysPage.svelte', '../../components/Button.svelte'],
  ['ui/src/features/days/days.svelte.ts', '../../base/call.ts'],
  ['ui/src/app/App.svelte', '../features/days/DaysPage.svelte'],
];

const FEATURES = reportingFeaturesOf([
  'reporting/src/days/routes.ts',
  'reporting/src/people/routes.ts',
  'reporting/src/http/mount.ts',
]);

describe('arrows between folders', () => {
  for (const [file, specifier, lesson] of FORBIDDEN) {
    test(`${file} may not import ${specifier}`, () => {
      assert.match(findViolation(file, specifier, FEATURES) ?? 'allowed', lesson);
    });
  }

  for (const [file, specifier] of ALLOWED) {
    test(`${file} may import ${specifier}`, () => {
      assert.equal(findViolation(file, specifier, FEATURES), undefined);
    });
  }

  test('every import of the repository keeps to them', () => {
    const sources = listRepoFiles().filter((path) => /\.(ts|mts|svelte)$/.test(path));
    assert.ok(sources.length > 0, 'no source file found');
    const features = reportingFeaturesOf(sources);
    const violations = sources.flatMap((file) =>
      readImports(file, readFileSync(join(repoRoot, file), 'utf8')).flatMap((specifier) => {
        const violation = findViolation(file, specifier, features);
        return violation === undefined ? [] : [`${file}: ${violation}`];
      }),
    );
    assert.equal(violations.join('\n'), '');
  });
});

describe('reading imports', () => {
  test('static, type, re-exported and dynamic imports are all seen', () => {
    const text =
      "import a from 'a';\nimport type { B } from 'b';\nexport * from 'c';\nconst d = await import('d');\ntype E = import('e').E;";
    assert.deepEqual(readImports('x.ts', text), ['a', 'b', 'c', 'd', 'e']);
  });

  test('a component shows those of both its scripts and none of its markup', () => {
    const text = "<script module>import 'a';</script><script lang=\"ts\">import 'b';</script><p>import 'c'</p>";
    assert.deepEqual(readImports('X.svelte', text), ['a', 'b']);
  });
});
