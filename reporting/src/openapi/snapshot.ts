import { join } from 'node:path';

/** Committed, so that a change of the contract shows as a difference. Written by `node reporting/src/openapi/write.ts`. */
export const OPENAPI_FILE = join(import.meta.dirname, '..', '..', '..', 'docs', 'openapi.json');

export const openApiText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
