import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { earliestDate, OTHER_DATES } from './earliest-date.ts';

test('the earliest date of an input, a month by its first', () => {
  const earliest = (input: unknown) => earliestDate('readMonth', input);
  assert.equal(earliest({ params: { month: '202103', personId: 'me' } }), '2021-03-01');
  assert.equal(earliest({ query: { from: '2021-03-05', to: '2021-04-01' } }), '2021-03-05');
  assert.equal(earliest({ body: { range: { month: '202012' }, jobId: 'x' } }), '2020-12-01');
  assert.equal(earliest({ body: { days: [{ workDate: '2021-01-02' }, { workDate: '2020-01-02' }] } }), '2020-01-02');
  assert.equal(earliest({ params: { personId: 'me' }, query: undefined }), undefined);
  assert.equal(earliestDate('listAuditEntries', { query: { from: '2001-01-01' } }), undefined);
});

/** Dates of an input that say since when something holds, or when something was: of no record of work. */
const OTHER_NAMES = new Set(['effectiveFrom', 'firstMonth', 'lastMonth', 'date']);

test('every date and month that an endpoint takes is one that is looked at, or said not to be', () => {
  const found: string[] = [];
  for (const endpoint of API_ENDPOINTS as readonly Endpoint[]) {
    if (OTHER_DATES.has(endpoint.name)) continue;
    for (const part of [endpoint.params, endpoint.query, endpoint.body]) {
      if (part === undefined) continue;
      for (const name of dateNamesOf(z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' }))) {
        found.push(name);
        assert.ok(
          OTHER_NAMES.has(name) || earliestDate(endpoint.name, { [name]: '2001-01-01' }) === '2001-01-01',
          `${endpoint.name}: ${name}`,
        );
      }
    }
  }
  assert.ok(
    found.filter((name) => name === 'workDate').length > 8 && found.includes('month') && found.includes('from'),
  );
});

function dateNamesOf(schema: unknown, name = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { format, pattern } = schema as { format?: unknown; pattern?: unknown };
  if (format === 'date' || (typeof pattern === 'string' && pattern.includes('0[1-9]|1[0-2])$'))) return [name];
  return Object.entries(schema).flatMap(([key, part]) =>
    key === 'properties'
      ? Object.entries(part as object).flatMap(([field, each]) => dateNamesOf(each, field))
      : dateNamesOf(part, name),
  );
}
