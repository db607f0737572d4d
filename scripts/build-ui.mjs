/** `npm run build:ui`: builds the screens when their sources changed; `--force` builds them anyway. */
import { install } from './install.mjs';
import { failWithOneLine } from './lib/errors.mjs';
import { buildUi } from './lib/ui-build.mjs';

install()
  .then(() => buildUi({ force: process.argv.includes('--force') }))
  .catch(failWithOneLine);
