import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAckSubject } from './delivery.ts';

describe('the address of an acknowledgement', () => {
  test('of a broker before 2.12', () => {
    assert.deepEqual(parseAckSubject('$JS.ACK.ACTIVITY.processor-activity.2.71.40.1700000000000000000.5'), {
      stream: 'ACTIVITY',
      streamSeq: 71,
      consumerSeq: 40,
      deliveryCount: 2,
    });
  });
  test('with domain and account hash', () => {
    assert.deepEqual(parseAckSubject('$JS.ACK.hub.ACC123.DAYS.processor-days-1.1.9.9.1700000000000000000.0.x'), {
      stream: 'DAYS',
      streamSeq: 9,
      consumerSeq: 9,
      deliveryCount: 1,
    });
  });
  test('anything else is no delivery', () => {
    for (const text of ['_INBOX.abc', '$JS.ACK.S.c.1.x.1.1.1', '']) assert.equal(parseAckSubject(text), undefined);
  });
});
