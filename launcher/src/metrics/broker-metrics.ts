import type { Registry } from 'prom-client';
import { askedGauge } from '#platform/asked-gauge.ts';
import type { JetStreamManager } from '#platform/nats.ts';

interface StreamFigures {
  readonly messages: number;
  readonly bytes: number;
  readonly maxBytes: number;
}

/** The broker as it describes itself: its streams and how full they are. `open` connects at the first question and fails while it is away. */
export function addBrokerMetrics(registry: Registry, open: () => Promise<JetStreamManager>): void {
  const readAll = async (valueOf: (stream: StreamFigures) => number): Promise<Map<string, number>> => {
    const values = new Map<string, number>();
    for await (const { config, state } of (await open()).streams.list())
      values.set(
        config.name,
        valueOf({ messages: state.messages, bytes: state.bytes, maxBytes: Math.max(0, config.max_bytes) }),
      );
    return values;
  };
  const gauge = (name: string, help: string, valueOf: (stream: StreamFigures) => number): void =>
    askedGauge(registry, { ...{ name, help, labelName: 'stream' }, read: () => readAll(valueOf) });
  gauge('kinmu_broker_messages', 'Messages that a stream holds', ({ messages }) => messages);
  gauge('kinmu_broker_bytes', 'Bytes that a stream holds', ({ bytes }) => bytes);
  gauge('kinmu_broker_max_bytes', 'Bytes at which a stream refuses more; 0: no limit', ({ maxBytes }) => maxBytes);
  askedGauge(registry, {
    ...{ name: 'kinmu_broker_consumers', help: 'Consumers of all streams' },
    read: async () => (await (await open()).getAccountInfo()).consumers,
  });
}
