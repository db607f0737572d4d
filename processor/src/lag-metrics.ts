import type { Registry } from 'prom-client';
import { STREAMS } from '#domain/contract/messages.ts';
import { askedGauge } from '#platform/asked-gauge.ts';
import { readConsumerLag } from '#platform/nats-lag.ts';
import type { ConsumerLag } from '#platform/nats-lag.ts';
import type { JetStreamManager } from '#platform/nats.ts';
import { allPlans } from './topology.ts';
import type { ConsumerPlans } from './topology.ts';

/**
 * How far the processor is behind, asked of the broker: of all instances together, so any one of them tells it. Days that wait for recomputation are the
 * consumers `processor-days-*`.
 */
export function addLagMetrics(
  registry: Registry,
  jsm: JetStreamManager,
  plans: ConsumerPlans,
  nowMs: () => number,
): void {
  const readAll = async (valueOf: (lag: ConsumerLag) => number): Promise<Map<string, number>> => {
    const lags = allPlans(plans).map(
      async ({ stream, durable }) => [durable, valueOf(await readConsumerLag(jsm, stream, durable))] as const,
    );
    return new Map(await Promise.all(lags));
  };
  askedGauge(registry, {
    name: 'kinmu_processor_waiting_messages',
    help: 'Messages that are not yet processed, by consumer',
    labelName: 'consumer',
    read: () => readAll((lag) => lag.waiting),
  });
  askedGauge(registry, {
    name: 'kinmu_processor_oldest_waiting_seconds',
    help: 'Age of the oldest message that is not yet processed, by consumer; 0: none waits',
    labelName: 'consumer',
    read: () => readAll(({ oldestAtMs }) => (oldestAtMs === undefined ? 0 : Math.max(0, nowMs() - oldestAtMs) / 1000)),
  });
  askedGauge(registry, {
    name: 'kinmu_dead_letters',
    help: 'Messages set aside that were not replayed',
    read: async () => (await jsm.streams.info(STREAMS.deadLetters.name)).state.messages,
  });
}
