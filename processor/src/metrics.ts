import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything the processor counts. One registry for each processor, so that several can live in one process. */
export interface ProcessorMetrics {
  registry: Registry;
  /** Messages by step, outcome and reason. */
  outcomes: Counter<'step' | 'outcome' | 'reason'>;
  /** Items (facts) by table; `dead` for those set aside one by one. */
  items: Counter<'table'>;
  deadItems: Counter<'reason'>;
  /** Computed days by what came of them. */
  days: Counter<'result'>;
  batchSeconds: Histogram<'step'>;
  /** Attempts of a batch that had to wait because the store or the broker was away. */
  waits: Counter<'step' | 'code'>;
  /** Unix seconds at which each consumer last came round. */
  heartbeat: Gauge<'consumer'>;
}

export function createProcessorMetrics(registry: Registry = new Registry()): ProcessorMetrics {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]): Counter<L> =>
    new Counter({ name, help, labelNames, registers });
  return {
    registry,
    outcomes: counter('kinmu_processor_messages_total', 'Messages by outcome', ['step', 'outcome', 'reason']),
    items: counter('kinmu_processor_items_total', 'Facts inserted', ['table']),
    deadItems: counter('kinmu_processor_dead_items_total', 'Single facts sent to the dead letters', ['reason']),
    days: counter('kinmu_processor_days_total', 'Days recomputed', ['result']),
    batchSeconds: new Histogram({
      name: 'kinmu_processor_batch_seconds',
      help: 'Time from fetch to ack of a batch',
      labelNames: ['step'],
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
      registers,
    }),
    waits: counter('kinmu_processor_waits_total', 'Attempts that met a store or broker that was away', [
      'step',
      'code',
    ]),
    heartbeat: new Gauge({
      name: 'kinmu_processor_heartbeat_seconds',
      help: 'When each consumer last came round',
      labelNames: ['consumer'],
      registers,
    }),
  };
}
