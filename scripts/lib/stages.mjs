/** What `npm test` runs, in this order: what needs no server first. */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { TEST_PROGRAMS, ensurePrograms } from './debian-packages.mjs';
import { runInGroup } from './process-group.mjs';
import { pinnedNode, repoRoot } from './paths.mjs';
import { runTestFiles } from './run-tests.mjs';
import { repoFiles, ringOf } from './test-files.mjs';
import { buildUi } from './ui-build.mjs';

/** ESLint with types takes two minutes of a processor; a busy machine gives it a fifth of one. */
const STATIC_TIMEOUT_MS = 900_000;

const bin = (path) => join(repoRoot, 'node_modules', path);
const PRETTIER = bin('prettier/bin/prettier.cjs');
const ESLINT = bin('eslint/bin/eslint.js');
const TSC = bin('typescript/bin/tsc');
const SVELTE_CHECK = bin('svelte-check/bin/svelte-check');
const KNIP = bin('knip/bin/knip.js');

/** Programs that tests start by name (`node`, `nats-server`) are the pinned and the installed ones. */
export const testEnvironment = (env = process.env) => ({
  ...env,
  NODE_ENV: 'test',
  PATH: [dirname(pinnedNode()), env.PATH, '/usr/sbin', '/usr/local/sbin'].filter(Boolean).join(delimiter),
});

/** A tool that ends with 0 or not: one check, passed or failed. */
const check = (name, script, ...args) => ({
  name,
  isNeeded: () => true,
  run: async () => {
    const options = { cwd: repoRoot, env: testEnvironment(), timeoutMs: STATIC_TIMEOUT_MS };
    const result = await runInGroup(pinnedNode(), [script, ...args], options);
    if (result.code === 0) return { kind: 'passed', name };
    const detail = result.timedOut ? `not done after ${STATIC_TIMEOUT_MS / 1000} s` : result.output.trim();
    return { kind: 'failed', name, detail: detail || `ended with code ${result.code ?? result.signal}` };
  },
});

const checks = (name, list) => ({
  name,
  kind: 'static',
  beside: 'static',
  run: async ({ tally }) => {
    for (const one of list) if (one.isNeeded()) tally.add(await one.run());
  },
});

/** A ring of test files. `prepare` gets what the ring cannot run without. */
const ring = (name, { beside, timeoutMs, kind = 'tests', prepare = async () => {} }) => ({
  name,
  kind,
  beside,
  takesFiles: true,
  run: async ({ tally, filters, say, slots }) => {
    const files = repoFiles().filter((path) => ringOf(path) === name && matches(path, filters));
    if (files.length === 0 && filters.length > 0) return;
    if (files.length === 0)
      return tally.add({ kind: 'failed', name: `${name} tests`, detail: 'there is no test file' });
    await prepare(say);
    const onFile = (_file, outcomes) => outcomes.forEach(tally.add);
    await runTestFiles(files, { slots, timeoutMs, onFile, env: testEnvironment() });
  },
});

export const matches = (path, filters) => filters.length === 0 || filters.some((filter) => path.includes(filter));

/** Once, however many stages ask for it at the same time: two of Debian's installations exclude each other. */
let servers;
const ensureServers = (say) => (servers ??= ensurePrograms(TEST_PROGRAMS, say));

/** What needs no server runs side by side, the longest first. */
export const STAGES = [
  checks('lint', [check('eslint', ESLINT, '--max-warnings=0', '.')]),
  checks('types', [
    check('tsc', TSC, '-p', 'tsconfig.json', '--noEmit'),
    {
      ...check(
        'svelte-check',
        SVELTE_CHECK,
        '--tsconfig',
        'ui/tsconfig.json',
        '--fail-on-warnings',
        '--output',
        'human',
      ),
      isNeeded: () => existsSync(join(repoRoot, 'ui', 'tsconfig.json')),
    },
  ]),
  checks('format', [check('prettier', PRETTIER, '--check', '--log-level=warn', '.')]),
  checks('knip', [check('knip', KNIP, '--no-progress')]),
  ring('arrows', { beside: 'static', timeoutMs: 60_000, kind: 'static' }),
  ring('unit', { beside: 'static', timeoutMs: 60_000 }),
  // The sample company comes first and waits for the clock much of its time: the integration tests fill the room beside it.
  ring('e2e', {
    beside: 'servers',
    timeoutMs: 600_000,
    prepare: async (say) => {
      await ensureServers(say);
      await buildUi({ say });
    },
  }),
  ring('integration', { beside: 'servers', timeoutMs: 240_000, prepare: ensureServers }),
];
