import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { z } from 'zod';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { openApiDocument } from './document.ts';
import { OPENAPI_FILE, openApiText } from './snapshot.ts';

test('docs/openapi.json is what the contract says (else: node reporting/src/openapi/write.ts)', async () => {
  assert.equal(await readFile(OPENAPI_FILE, 'utf8'), openApiText(openApiDocument()));
});

test('every endpoint of the contract is in the document', () => {
  const text = JSON.stringify(openApiDocument());
  for (const endpoint of API_ENDPOINTS) assert.ok(text.includes(`"operationId":"${endpoint.name}"`), endpoint.name);
});

/** Objects below a schema that take fields that nobody named. */
function openObjectsIn(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isOpen =
    'properties' in schema && (schema as { additionalProperties?: unknown }).additionalProperties !== false;
  const below = Object.entries(schema).flatMap(([key, value]) => openObjectsIn(value, `${path}/${key}`));
  return isOpen ? [path, ...below] : below;
}

test('no body takes a field that its contract does not name, however deep (ASVS 15.3.3)', () => {
  const bodies = (API_ENDPOINTS as readonly Endpoint[]).filter(({ body }) => body !== undefined);
  assert.ok(bodies.length > 20);
  const found = bodies.flatMap(({ name, body }) =>
    body === undefined ? [] : openObjectsIn(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }), name),
  );
  assert.deepEqual(found, []);
});
