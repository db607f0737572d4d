/** `npm run check`: everything that needs no server, in a minute or two; `npm test` adds the real servers and Chromium. */
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { runStages } from './lib/run-stages.mjs';
import { STAGES } from './lib/stages.mjs';

const check = async () => {
  await install();
  await runStages(STAGES.filter((stage) => stage.kind === 'static' || stage.name === 'unit'));
};

check().catch(failWithOneLine);
