/** `npm test`: installs what is needed and runs everything that CI runs. `npm test -- --only unit`, `npm test -- domain/src`. */
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { runStages } from './lib/run-stages.mjs';
import { STAGES } from './lib/stages.mjs';
import { chooseStages } from './lib/test-options.mjs';

const test = async () => {
  const { stages, filters } = chooseStages(process.argv.slice(2), STAGES);
  await install();
  await runStages(stages, { filters });
};

test().catch(failWithOneLine);
