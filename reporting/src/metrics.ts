import type { RequestHandler } from 'express';
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { createMetrics } from '#platform/http.ts';
import type { Records } from './records/schema.ts';

/** What an operator watches: answers by status, and facts that wait for the broker. No label ever holds an id or a path with one. */
export function createPortalMetrics(records: Records): { registry: Registry; countRequests: RequestHandler } {
  const registry = createMetrics();
  const answered = new Counter({
    name: 'kinmu_portal_requests_total',
    help: 'Answered requests by method and status.',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  new Gauge({
    name: 'kinmu_outbox_waiting',
    help: 'Facts that the broker has not acknowledged yet.',
    registers: [registry],
    async collect() {
      const row = await records
        .selectFrom('outbox')
        .select((count) => count.fn.countAll<number>().as('waiting'))
        .where('published_at', 'is', null)
        .executeTakeFirstOrThrow();
      this.set(row.waiting);
    },
  });
  new Gauge({
    name: 'kinmu_mails_waiting',
    help: 'Mails that have not been handed over yet.',
    registers: [registry],
    async collect() {
      const row = await records
        .selectFrom('mail_outbox')
        .select((count) => count.fn.countAll<number>().as('waiting'))
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      this.set(row.waiting);
    },
  });
  return {
    registry,
    countRequests: (request, response, next) => {
      response.once('close', () => answered.inc({ method: request.method, status: response.statusCode }));
      next();
    },
  };
}
