import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { activitySubject, committedKey, KV_BUCKETS, rosterSubject, workSubject } from '#domain/contract/messages.ts';
import type { ActivityMessage } from '#domain/contract/messages.ts';
import { computedDaySchema } from '#domain/contract/computed-day.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createLogger } from '#platform/log.ts';
import { connectNats, ensureKv, jetstream, jetstreamManager, publishAcked } from '#platform/nats.ts';
import type { JetStreamManager, NatsConnection } from '#platform/nats.ts';
import { startTestNats, TEST_NATS_TOKEN, waitFor } from '#platform/testkit/index.ts';
import { loadProcessorConfig } from '../config.ts';
import { createProcessor } from '../create-processor.ts';
import type { Processor } from '../create-processor.ts';
import { allPlans, consumerPlans, ensureTopology } from '../topology.ts';
import type { TestPerson } from './facts.ts';

/** A broker, a store and what a test does with them. Processors are started by the test, so that it may start none or two. */
export interface World {
  natsUrl: string;
  nc: NatsConnection;
  jsm: JetStreamManager;
  analytics: Analytics;
  publish(subject: string, body: unknown): Promise<void>;
  activity(message: ActivityMessage): Promise<void>;
  roster(rules: PersonRules): Promise<void>;
  work(declared: DeclaredDay): Promise<void>;
  startProcessor(options?: { clock?: () => number; analytics?: Analytics }): Promise<Processor>;
  /** Waits until every consumer has acknowledged everything, dead or kept. */
  drained(deadlineMs?: number): Promise<void>;
  day(person: TestPerson, workDate: string): Promise<ComputedDay | undefined>;
  rows(table: string, person: TestPerson): Promise<number>;
  committed(person: TestPerson): Promise<unknown>;
  /** Kills the broker and starts it on the same folder and port. */
  restartBroker(): Promise<void>;
  stop(): Promise<void>;
}

export const TEST_ACK_WAIT_MS = 2_000;

const readDay = defineQuery({
  name: 'test/read-day',
  sql: `SELECT day FROM computed_days_v1 FINAL
        WHERE tenant_id = {tenantId:String} AND person_id = {personId:String} AND work_date = {workDate:Date}`,
  params: z.object({ tenantId: z.string(), personId: z.string(), workDate: z.string() }),
  row: z.object({ day: z.string() }),
});

export async function createWorld(analytics: Analytics, options: { dataDir?: string } = {}): Promise<World> {
  let nats = await startTestNats(options);
  const natsUrl = nats.url;
  const port = Number(new URL(natsUrl).port);
  const nc = await connectNats({ url: natsUrl, token: TEST_NATS_TOKEN, name: 'test' });
  const jsm = await jetstreamManager(nc);
  const js = jetstream(nc);
  // Short, so that the messages of a killed instance come back within the test.
  const config = loadProcessorConfig({ KINMU_ACK_WAIT_MS: String(TEST_ACK_WAIT_MS) });
  await ensureTopology(jsm, config.streams, consumerPlans(config.ackWaitMs));
  const processors: Processor[] = [];
  const publish = async (subject: string, body: unknown): Promise<void> => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
    await publishAcked(js, subject, bytes, { msgId: randomUUID(), timeoutMs: 2_000 });
  };
  return {
    natsUrl,
    nc,
    jsm,
    analytics,
    publish,
    activity: (message) => publish(activitySubject(message.tenantId, message.deviceId), message),
    roster: (rules) => publish(rosterSubject(rules.tenantId, rules.personId), rules),
    work: (declared) => publish(workSubject(declared.tenantId, declared.personId), declared),
    startProcessor: async (given = {}) => {
      const processor = createProcessor({
        analytics: given.analytics ?? analytics,
        nats: { url: natsUrl, token: TEST_NATS_TOKEN },
        config,
        http: { host: '127.0.0.1', port: 0 },
        log: createLogger('test', 'silent'),
        ...(given.clock === undefined ? {} : { clock: given.clock }),
      });
      await processor.start();
      processors.push(processor);
      return processor;
    },
    drained: async (deadlineMs = 20_000) => {
      await waitFor(() => isDrained(jsm), { deadlineMs, what: 'all messages acknowledged' });
    },
    ...readersOf(analytics),
    committed: async (person) => {
      const kv = await ensureKv(nc, KV_BUCKETS.committedRanges);
      return (await kv.get(committedKey(person.deviceId, person.spoolId)))?.json();
    },
    restartBroker: async () => {
      const { dataDir } = options;
      if (dataDir === undefined) throw new Error('a broker that is restarted needs its own dataDir');
      process.kill(nats.pid, 'SIGKILL');
      await nats.exited;
      nats = await startTestNats({ dataDir, port });
    },
    stop: async () => {
      await Promise.all(processors.map((processor) => processor.stop()));
      await nc.close();
      await nats.stop();
    },
  };
}

const readersOf = (analytics: Analytics): Pick<World, 'day' | 'rows'> => ({
  day: async (person, workDate) => {
    const [row] = await analytics.query(readDay, { ...person, workDate });
    return row === undefined ? undefined : computedDaySchema.parse(JSON.parse(row.day));
  },
  rows: async (table, person) => {
    const [row] = await analytics.query(countOf(table), person);
    return row?.count ?? 0;
  },
});

/** Deduplicated as readers see it. */
const countOf = (table: string) =>
  defineQuery({
    name: `test/count-${table}`,
    sql: `SELECT count() AS count FROM ${table} FINAL
          WHERE tenant_id = {tenantId:String} AND person_id = {personId:String}`,
    params: z.object({ tenantId: z.string(), personId: z.string() }),
    row: z.object({ count: z.number() }),
  });

/** Twice the same answer with nothing pending: a message in hand may still publish days. */
async function isDrained(jsm: JetStreamManager): Promise<boolean> {
  const [first, second] = [await lastSequences(jsm), await lastSequences(jsm)];
  return first !== undefined && first === second;
}

async function lastSequences(jsm: JetStreamManager): Promise<string | undefined> {
  const sequences: number[] = [];
  for (const { stream, durable } of allPlans(consumerPlans())) {
    const info = await jsm.consumers.info(stream, durable);
    if (info.num_pending > 0 || info.num_ack_pending > 0) return undefined;
    sequences.push(info.delivered.stream_seq);
  }
  return sequences.join(' ');
}
