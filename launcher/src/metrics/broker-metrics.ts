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
  let reading: Promise<ReadonlyMap<string, StreamFigures>> | undefined;
  /** All figures of an answer are asked for at the same moment: the broker is asked once. */
  const readTogether = (): Promise<ReadonlyMap<string, StreamFigures>> =>
    (reading ??= open()
      .then(readStreams)
      .finally(() => (reading = undefined)));
  const gauge = (name: string, help: string, valueOf: (stream: StreamFigures) => number): void =>
    askedGauge(registry, {
      ...{ name, help, labelName: 'stream' },
      read: async () => new Map([...(await readTogether())].map(([stream, figures]) => [stream, valueOf(figures)])),
    });
  gauge('kinmu_broker_messages', 'Messages that a stream holds', ({ messages }) => messages);
  gauge('kinmu_broker_bytes', 'Bytes that a stream holds', ({ bytes }) => bytes);
  gauge('kinmu_broker_max_bytes', 'Bytes at which a stream refuses more; 0: no limit', ({ maxBytes }) => maxBytes);
  askedGauge(registry, {
    ...{ name: 'kinmu_broker_consumers', help: 'Consumers of all streams' },
    read: async () => (await (await open()).getAccountInfo()).consumers,
  });
}

async function readStreams(manager: JetStreamManager): Promise<ReadonlyMap<string, StreamFigures>> {
  const streams = new Map<string, StreamFigures>();
  for await (const { config, state } of manager.streams.list())
    streams.set(config.name, {
      ...{ messages: state.messages, bytes: state.bytes },
      maxBytes: Math.max(0, config.max_bytes),
    });
  return streams;
}
