import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClickHouseError } from '@clickhouse/client';
import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';
import { AnalyticsRefused, AnalyticsUnavailable, translateAnalyticsError } from './clickhouse-errors.ts';
import { BrokerUnavailable, StreamFull, translateBrokerError } from './nats-errors.ts';

// Answers as recorded from nats-server 2.9.10 and chDB 26.7.

function apiError(code: number, err_code: number, description: string): JetStreamApiError {
  return new JetStreamApiError({ code, err_code, description });
}

test('every way of being full is StreamFull', () => {
  const full = [
    apiError(503, 10_077, 'maximum bytes exceeded'),
    apiError(503, 10_077, 'maximum messages exceeded'),
    apiError(400, 10_002, 'resource limits exceeded for account'),
    apiError(503, 10_023, 'insufficient resources'),
    apiError(500, 10_047, 'insufficient storage resources available'),
  ];
  for (const err of full) assert.ok(translateBrokerError(err, 'x') instanceof StreamFull, err.message);
});

test('a store that fails for another reason, silence and a lost connection are BrokerUnavailable', () => {
  const unavailable = [
    apiError(503, 10_077, 'write error: input/output error'),
    apiError(503, 10_008, 'JetStream system temporarily unavailable'),
    new errors.TimeoutError(),
    new errors.ClosedConnectionError(),
    new errors.DrainingConnectionError(),
    new errors.RequestError('x', { cause: new errors.NoRespondersError('subject') }),
  ];
  for (const err of unavailable) assert.ok(translateBrokerError(err, 'x') instanceof BrokerUnavailable, err.message);
});

test('a mistake in the request is not dressed up as a fault of the broker', () => {
  const mistakes = [
    apiError(400, 10_052, 'stream name required'),
    new errors.InvalidArgumentError('payload'),
    new TypeError('x'),
  ];
  for (const err of mistakes) assert.equal(translateBrokerError(err, 'x'), err);
});

test('ClickHouse numbers that heal may be tried again, the others not', () => {
  const cases: [code: string, type: string, expected: typeof AnalyticsUnavailable | typeof AnalyticsRefused][] = [
    ['159', 'TIMEOUT_EXCEEDED', AnalyticsUnavailable],
    ['202', 'TOO_MANY_SIMULTANEOUS_QUERIES', AnalyticsUnavailable],
    ['241', 'MEMORY_LIMIT_EXCEEDED', AnalyticsUnavailable],
    ['243', 'NOT_ENOUGH_SPACE', AnalyticsUnavailable],
    ['252', 'TOO_MANY_PARTS', AnalyticsUnavailable],
    ['27', 'CANNOT_PARSE_INPUT_ASSERTION_FAILED', AnalyticsRefused],
    ['60', 'UNKNOWN_TABLE', AnalyticsRefused],
    ['62', 'SYNTAX_ERROR', AnalyticsRefused],
  ];
  for (const [code, type, expected] of cases) {
    const translated = translateAnalyticsError(new ClickHouseError({ message: 'row: secret', code, type }), 'insert');
    assert.ok(translated instanceof expected, type);
    assert.doesNotMatch(translated.message, /secret/);
  }
});

test('a connection that fails is unavailable without a number, and a frameless parse error of chDB is refused', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const silent = translateAnalyticsError(refused, 'query');
  assert.ok(silent instanceof AnalyticsUnavailable && silent.clickhouseCode === undefined);
  const parse = translateAnalyticsError(new Error("Cannot parse input: expected ',' before: '.5'"), 'insert');
  assert.ok(parse instanceof AnalyticsRefused && parse.clickhouseCode === 27);
});

test('what is translated already stays as it is', () => {
  const err = new AnalyticsUnavailable('x', undefined);
  assert.equal(translateAnalyticsError(err, 'again'), err);
});
