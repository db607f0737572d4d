import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GATHERED_SUBJECT, splitActivity, STREAMS } from '#domain/contract/messages.ts';
import { BrokerUnavailable, connectNats, ensureStream, jetstream, jetstreamManager } from '#platform/nats.ts';
import type { NatsConnection } from '#platform/nats.ts';
import { startTestNats, TEST_NATS_TOKEN } from '#platform/testkit/index.ts';
import { GatheredPublish } from './gathered-publish.ts';

let broker: Awaited<ReturnType<typeof startTestNats>>;
let nc: NatsConnection;
const spec = { ...STREAMS.activity, maxBytes: 8 * 1024 * 1024, maxAgeMs: 3_600_000, duplicateWindowMs: 120_000 };

before(async () => {
  broker = await startTestNats();
  nc = await connectNats({ url: broker.url, token: TEST_NATS_TOKEN, name: 'test' });
  await ensureStream(await jetstreamManager(nc), spec);
});
after(async () => {
  await nc.close();
  await broker.stop();
});

const messageOf = (index: number, chars = 0) => ({
  line: JSON.stringify({ index, text: 'x'.repeat(chars) }),
  messageId: `id-${index}`,
  seqs: [index],
});
async function stored(): Promise<{ subject: string; lines: string[] }[]> {
  const jsm = await jetstreamManager(nc);
  const { state } = await jsm.streams.info(STREAMS.activity.name);
  const messages: { subject: string; lines: string[] }[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await jsm.streams.getMessage(STREAMS.activity.name, { seq });
    if (message !== null) messages.push({ subject: message.subject, lines: splitActivity(message.string()) });
  }
  return messages;
}

test('one alone is a message of its own, told to be a repeat by the broker; many at once are few messages, each batch in it once and in order', async () => {
  const gathered = new GatheredPublish(jetstream(nc), 2_000);
  assert.deepEqual(await gathered.publish('activity.v1.t.d', messageOf(0)), { duplicate: false });
  assert.deepEqual(await gathered.publish('activity.v1.t.d', messageOf(0)), { duplicate: true });
  const many = Array.from({ length: 200 }, (_, index) => messageOf(index + 1, 3_000));
  await Promise.all(many.map((message) => gathered.publish('activity.v1.t.d', message)));
  const messages = await stored();
  assert.deepEqual(messages[0], { subject: 'activity.v1.t.d', lines: [messageOf(0).line] });
  assert.ok(messages.length > 3 && messages.length < 20, `${messages.length} messages`);
  assert.equal(messages.at(-1)?.subject, GATHERED_SUBJECT);
  assert.deepEqual(
    messages.slice(1).flatMap(({ lines }) => lines),
    many.map(({ line }) => line),
  );
});

test('where the broker has no stream, every one of a group is told so, and the next group is tried', async () => {
  const jsm = await jetstreamManager(nc);
  await jsm.streams.delete(STREAMS.activity.name);
  const gathered = new GatheredPublish(jetstream(nc), 500);
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => gathered.publish('activity.v1.t.d', messageOf(index))),
  );
  assert.ok(results.every((each) => each.status === 'rejected' && each.reason instanceof BrokerUnavailable));
  await ensureStream(jsm, spec);
  assert.deepEqual(await gathered.publish('activity.v1.t.d', messageOf(77)), { duplicate: false });
});
