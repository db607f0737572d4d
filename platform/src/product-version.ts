import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this clone, as its package.json says. */
export const PRODUCT_VERSION = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
).version;
