import { KV_BUCKETS } from '#domain/contract/messages.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createApp, listenHttp, operationalRoutes } from '#platform/http.ts';
import type { HttpServer } from '#platform/http.ts';
import type { Service } from '#platform/lifecycle.ts';
import type { Logger } from '#platform/log.ts';
import { connectNats, ensureKv, isConnected, jetstream, jetstreamManager } from '#platform/nats.ts';
import type { KV, NatsConnection, NatsOptions } from '#platform/nats.ts';
import { migrateClickhouse, readStoreId } from '#sql/migrate-clickhouse.ts';
import { CommittedWriter } from './activity/committed-ranges.ts';
import { answerBackup } from './backup/control.ts';
import { createProcessActivity } from './activity/process-activity.ts';
import type { ProcessorConfig } from './config.ts';
import { watchDisconnects } from './broker/disconnect-signal.ts';
import { consume } from './consume-loop.ts';
import type { ConsumeLoop } from './consume-loop.ts';
import { createProcessDays } from './days/process-days.ts';
import { createDaysPublisher } from './days/publish-days.ts';
import { createDeclaredCache } from './days/declared-cache.ts';
import type { Remembered } from './days/recompute-days.ts';
import { createRulesCache } from './days/rules-cache.ts';
import { createRunningDays } from './days/running-days.ts';
import { createKnownDays } from './days/stored-days.ts';
import { createDeadLetterWriter } from './dead-letters/write-dead-letter.ts';
import { createProcessFacts } from './facts/process-facts.ts';
import { createFaultPoint } from './fault-point.ts';
import { addLagMetrics } from './lag-metrics.ts';
import { createProcessorMetrics } from './metrics.ts';
import type { ProcessorMetrics } from './metrics.ts';
import { purgeProcessed } from './purge-processed.ts';
import { answerReconcile } from './reconcile/control.ts';
import { waitUntilQuiet } from './reconcile/wait-until-quiet.ts';
import { replayForNewStore } from './replay-for-new-store.ts';
import { runTick } from './tick.ts';
import { allPlans, consumerPlans, ensureTopology } from './topology.ts';
import type { ConsumerPlans } from './topology.ts';

export interface ProcessorDeps {
  /** Opened and closed by the caller: the embedded store is shared with reporting. */
  analytics: Analytics;
  nats: Omit<NatsOptions, 'name' | 'log'>;
  config: ProcessorConfig;
  log: Logger;
  /** Where /healthz, /readyz and /metrics are served; absent: nowhere. */
  http?: { host: string; port: number };
  /** Epoch milliseconds. */
  clock?: () => number;
}

export interface Processor extends Service {
  readonly metrics: ProcessorMetrics;
  /** Whether it can do its work: for the readiness of a process that holds more than the processor. */
  isReady(): Promise<boolean>;
  readonly port: number | undefined;
}

/** A consumer that has not come round for so long is stuck; an outage it waits for keeps it beating. */
const HEARTBEAT_LIMIT_SECONDS = 60;
/** How long `reconcile` waits for redeliveries after a crash: the ack wait, its computation, and some room. */
const SETTLE_MS = 30_000;
const CONSUMER_COUNT = allPlans(consumerPlans()).length;
const MIB = 1024 * 1024;

/**
 * The processor: JetStream → ClickHouse, and the days recomputed. Any number of instances may run on one store.
 *
 *   ACTIVITY ─▶ activity/process-activity ─┐
 *   FACTS    ─▶ facts/process-facts ───────┼─▶ DAYS (4 partitions) ─▶ days/process-days ─▶ computed_days_v1
 *   clock    ─▶ tick ──────────────────────┘
 */
export function createProcessor(deps: ProcessorDeps): Processor {
  const { analytics, log } = deps;
  const clock = deps.clock ?? Date.now;
  const metrics = createProcessorMetrics();
  const stopping = new AbortController();
  let nc: NatsConnection | undefined;
  let http: HttpServer | undefined;
  let running: { ended: Promise<unknown> } | undefined;

  const isReady = async (): Promise<boolean> =>
    nc !== undefined && isConnected(nc) && (await consumersBeat(metrics)) && analytics.ping();

  const start = async (): Promise<void> => {
    await migrateClickhouse(analytics);
    const connection = await connectNats({ ...deps.nats, name: 'processor', log });
    nc = connection;
    running = await startWork(connection, { ...deps, clock, metrics, signal: stopping.signal });
    if (deps.http !== undefined) {
      const app = createApp(log);
      app.use(operationalRoutes({ processor: isReady }, metrics.registry));
      http = await listenHttp(app, deps.http);
    }
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    await running?.ended;
    await http?.close();
    if (nc === undefined || nc.isClosed()) return;
    // Acks still in the socket's buffer: flushed, or their messages come again. A broker that is gone would let a drain wait.
    await (isConnected(nc) ? nc.drain() : nc.close());
  };

  return {
    start,
    stop,
    isReady,
    metrics,
    get port() {
      return http?.port;
    },
  };
}

interface WorkDeps extends ProcessorDeps {
  clock: () => number;
  metrics: ProcessorMetrics;
  signal: AbortSignal;
}

/** Builds the steps and sets them going; the inner promise resolves when all have ended after the signal. */
async function startWork(nc: NatsConnection, deps: WorkDeps): Promise<{ ended: Promise<unknown> }> {
  const { analytics, config, log, signal } = deps;
  const jsm = await jetstreamManager(nc);
  const plans = consumerPlans(config.ackWaitMs);
  await ensureTopology(jsm, config.streams, plans);
  addLagMetrics(deps.metrics.registry, jsm, plans, deps.clock);
  const committed = await openCommitted(nc, config);
  const storeId = await readStoreId(analytics);
  await replayForNewStore(jsm, committed, storeId, plans);
  const js = jetstream(nc);
  const shared = {
    ...deps,
    reach: createFaultPoint(config.faultAt),
    days: createDaysPublisher(js),
    deadLetters: createDeadLetterWriter(js),
  };
  const committedRanges = new CommittedWriter(committed, storeId, {
    onFailure: (err) => log.warn({ err }, 'committed ranges cannot be stated now'),
  });
  const rules = createRulesCache(analytics);
  const remembered: Remembered = {
    sources: { rulesOf: rules.rulesOf, declaredOf: createDeclaredCache(analytics) },
    known: createKnownDays(analytics),
    running: createRunningDays(),
  };
  const processActivity = createProcessActivity({
    ...shared,
    rules,
    committed: committedRanges,
  });
  const repairTopology = async (): Promise<void> => {
    await ensureTopology(jsm, config.streams, plans);
    await openCommitted(nc, config);
  };
  const disconnected = watchDisconnects(nc);
  const loops = consumeLoops(plans, processActivity, createProcessFacts(shared), { ...shared, remembered });
  const ended = Promise.all([
    ...loops.map((loop) => consume(loop, { ...shared, nc, repairTopology, disconnected })),
    committedRanges.run(signal),
    runTick({ ...shared, upkeep: () => purgeProcessed(jsm, allPlans(plans)) }, signal),
    answerBackup(nc, { ...shared, folder: config.backupFolder }),
    answerReconcile(nc, {
      ...shared,
      settled: (onWait) => waitUntilQuiet(jsm, allPlans(plans), { limitMs: SETTLE_MS, signal, onWait }),
    }),
  ]);
  ended.catch((err: unknown) => log.fatal({ err }, 'a step of the processor has ended'));
  return { ended };
}

const openCommitted = (nc: NatsConnection, config: ProcessorConfig): Promise<KV> =>
  ensureKv(nc, KV_BUCKETS.committedRanges, { replicas: config.streams.replicas });

function consumeLoops(
  plans: ConsumerPlans,
  processActivity: ConsumeLoop['handle'],
  processFacts: ConsumeLoop['handle'],
  shared: Omit<Parameters<typeof createProcessDays>[0], 'ackWaitMs'>,
): ConsumeLoop[] {
  const processDays = createProcessDays({ ...shared, ackWaitMs: plans.activity.ackWaitMs });
  const gathered = { maxMessages: 500, lingerMs: 60, maxBytes: 4 * MIB };
  return [
    {
      step: 'activity',
      plan: plans.activity,
      maxMessages: 2_000,
      lingerMs: 60,
      // Well within the lease, which is extended from then on.
      busy: { perSecond: 60, lingerMs: plans.activity.ackWaitMs * 0.24 },
      maxBytes: 8 * MIB,
      backlogAtOnce: 2,
      handle: processActivity,
    },
    // A press of a button is waited for by a person: gathered only briefly.
    { step: 'facts', plan: plans.facts, ...gathered, lingerMs: 20, handle: processFacts },
    ...plans.days.map((plan, partition): ConsumeLoop => {
      const handle: ConsumeLoop['handle'] = (batch) =>
        Promise.all(batch.map((delivery) => processDays(partition, delivery)));
      return { step: 'days', plan, ...gathered, maxMessages: 1, handle };
    }),
  ];
}

async function consumersBeat(metrics: ProcessorMetrics): Promise<boolean> {
  const { values } = await metrics.heartbeat.get();
  const oldest = Math.min(...values.map((each) => each.value));
  return values.length === CONSUMER_COUNT && Date.now() / 1000 - oldest < HEARTBEAT_LIMIT_SECONDS;
}
