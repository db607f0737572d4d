/** `node scripts/run.mjs FILE ARGS…`: installs when needed, then runs a TypeScript file on the pinned Node. */
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { runPinned } from './lib/run-pinned.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node scripts/run.mjs FILE [ARGUMENTS]\n');
  process.exit(2);
}
runPinned(install, [file, ...args]).catch(failWithOneLine);
