/** `npm run collector`: installs when needed, builds the collector when it changed, then becomes it. */
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { buildCollector, COLLECTOR_FLAGS, collectorFile } from './lib/collector-build.mjs';
import { runPinned } from './lib/run-pinned.mjs';

const prepare = async () => {
  await install();
  await buildCollector();
};

runPinned(prepare, [...COLLECTOR_FLAGS, collectorFile(), ...process.argv.slice(2)]).catch(failWithOneLine);
