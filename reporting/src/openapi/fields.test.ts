import assert from 'node:assert/strict';
import test from 'node:test';
import { openApiDocument } from './document.ts';

/** Fields that somebody must have thought about before an answer holds them. Who gets an answer at all is the authorization matrix's business. */
const DELICATE = /^(mail|title|url|publicKey|.*([Pp]assword|[Tt]oken|[Ss]ecret|[Hh]ash))$/;

const EXPECTED = `
answerBlock: title url
copyTasks: title
createMachineToken: secret token
createTask: title
listRosterUsers: mail
listTasks: title
readDay: title url
readMe: mustChangePassword
readOwnRules: mail
readRosterUser: mail
readSecuritySettings: password
readToday: title
readUnrequestedBlocks: title url
recordOperation: title
saveTask: title
saveTaskReport: title
signIn: mustChangePassword
switchBuiltInAdmin: password
writeSecuritySettings: password`;

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, unknown>;
}

/** The names of all fields below a schema, however deep. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { properties?: unknown };
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

function delicateFieldsOf({ operationId, responses }: Operation): string[] {
  const names = new Set(namesIn(responses['200']).filter((name) => DELICATE.test(name)));
  return names.size === 0 ? [] : [`${operationId}: ${[...names].sort().join(' ')}`];
}

test('delicate fields are in these answers and in no other (password: the rules for one)', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, Operation>> };
  const found = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(delicateFieldsOf));
  assert.deepEqual(found.sort(), EXPECTED.trim().split('\n'));
});
