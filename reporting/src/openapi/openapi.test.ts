import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import { openApiDocument } from './document.ts';
import { OPENAPI_FILE, openApiText } from './snapshot.ts';

test('docs/openapi.json is what the contract says (else: node reporting/src/openapi/write.ts)', async () => {
  assert.equal(await readFile(OPENAPI_FILE, 'utf8'), openApiText(openApiDocument()));
});

test('every endpoint of the contract is in the document', () => {
  const text = JSON.stringify(openApiDocument());
  for (const endpoint of API_ENDPOINTS) assert.ok(text.includes(`"operationId":"${endpoint.name}"`), endpoint.name);
});
