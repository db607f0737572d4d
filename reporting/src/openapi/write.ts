import { writeFile } from 'node:fs/promises';
import { openApiDocument } from './document.ts';
import { OPENAPI_FILE, openApiText } from './snapshot.ts';

await writeFile(OPENAPI_FILE, openApiText(openApiDocument()));
