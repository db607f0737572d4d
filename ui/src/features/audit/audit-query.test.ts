import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAuditEntries } from '#domain/contract/audit.ts';
import { NO_FILTER, queryOf } from './audit-query.ts';

test('only what narrows is asked for, and the contract takes it', () => {
  assert.deepEqual(queryOf(NO_FILTER), {});
  const query = queryOf({ from: '2026-11-01', to: '2026-11-22', action: 'month.viewed', person: ' Ｕ０１　' });
  assert.deepEqual(query, { from: '2026-11-01', to: '2026-11-22', action: 'month.viewed', person: 'U01' });
  assert.ok(listAuditEntries.query?.safeParse(query).success);
});

test('dates the wrong way round are turned, an unknown action is none', () => {
  const query = queryOf({ ...NO_FILTER, from: '2026-11-22', to: '2026-11-01', action: 'constructor' });
  assert.deepEqual(query, { from: '2026-11-01', to: '2026-11-22' });
});
