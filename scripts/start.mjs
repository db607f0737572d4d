/** `npm start`: installs when needed, builds the screens when they changed, then becomes the launcher. */
import { join } from 'node:path';
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { repoRoot } from './lib/paths.mjs';
import { runPinned } from './lib/run-pinned.mjs';
import { buildUi } from './lib/ui-build.mjs';

const prepare = async () => {
  await install();
  await buildUi();
};

runPinned(prepare, [join(repoRoot, 'launcher', 'src', 'main.ts'), ...process.argv.slice(2)]).catch(failWithOneLine);
