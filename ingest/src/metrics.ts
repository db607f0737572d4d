import { Counter, Histogram, Registry } from 'prom-client';
import type { ItemResult } from '#domain/contract/wire.ts';

export interface IngestMetrics {
  registry: Registry;
  countResults(results: readonly ItemResult[]): void;
  countRefusal(code: string): void;
  observeBatch(seconds: number): void;
}

/** What an operator asks of ingest: how much came, what was refused and why, how long a batch took until it was stored. */
export function createMetrics(): IngestMetrics {
  const registry = new Registry();
  const items = new Counter({
    name: 'kinmu_ingest_items_total',
    help: 'Items by what was answered for them',
    labelNames: ['status', 'reason'],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'kinmu_ingest_refusals_total',
    help: 'Requests that were not taken, by code',
    labelNames: ['code'],
    registers: [registry],
  });
  const batches = new Histogram({
    name: 'kinmu_ingest_batch_seconds',
    help: 'From the request to the acknowledgement of JetStream',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    countResults: (results) => {
      let accepted = 0;
      for (const { status, reason } of results) {
        if (status === 'accepted') accepted += 1;
        else items.inc({ status, reason: reason ?? '' });
      }
      if (accepted > 0) items.inc({ status: 'accepted', reason: '' }, accepted);
    },
    countRefusal: (code) => refusals.inc({ code }),
    observeBatch: (seconds) => batches.observe(seconds),
  };
}
