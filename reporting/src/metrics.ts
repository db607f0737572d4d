import type { RequestHandler } from 'express';
import { sql } from 'kysely';
import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import { askedGauge } from '#platform/asked-gauge.ts';
import type { Records } from './records/schema.ts';

/** By the database's clock, which also wrote the rows. */
const ageOfOldest = sql<number>`coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8`.as('value');

/** What an operator watches: answers by status, and facts that wait for the broker. No label ever holds an id or a path with one. */
export function createPortalMetrics(records: Records, registry: Registry): { countRequests: RequestHandler } {
  const answered = new Counter({
    name: 'kinmu_portal_requests_total',
    help: 'Answered requests by method and status.',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => Promise<number>): void =>
    askedGauge(registry, { name, help, read });
  const countOf = async (query: { executeTakeFirstOrThrow(): Promise<{ value: number | null }> }): Promise<number> =>
    (await query.executeTakeFirstOrThrow()).value ?? 0;
  const outbox = records.selectFrom('outbox').where('published_at', 'is', null);
  const mails = records.selectFrom('mail_outbox').where('state', '=', 'waiting');
  gauge('kinmu_outbox_waiting', 'Facts that the broker has not acknowledged yet.', () =>
    countOf(outbox.select((count) => count.fn.countAll<number>().as('value'))),
  );
  gauge('kinmu_outbox_oldest_seconds', 'Age of the oldest of them; 0: none waits.', () =>
    countOf(outbox.select(ageOfOldest)),
  );
  gauge('kinmu_mails_waiting', 'Mails that have not been handed over yet.', () =>
    countOf(mails.select((count) => count.fn.countAll<number>().as('value'))),
  );
  gauge('kinmu_mails_failing', 'Those of them that were tried at least once.', () =>
    countOf(mails.where('attempts', '>', 0).select((count) => count.fn.countAll<number>().as('value'))),
  );
  gauge('kinmu_mails_oldest_seconds', 'Age of the oldest mail that waits; 0: none.', () =>
    countOf(mails.select(ageOfOldest)),
  );
  askedGauge(registry, {
    name: 'kinmu_export_jobs',
    help: 'Jobs of データ出力 that are not done, by state.',
    labelName: 'state',
    read: async () => {
      const rows = await records
        .selectFrom('export_jobs')
        .select((count) => ['state', count.fn.countAll<number>().as('value')])
        .where('ended_at', 'is', null)
        .groupBy('state')
        .execute();
      return new Map(rows.map((row) => [row.state, row.value]));
    },
  });
  return {
    countRequests: (request, response, next) => {
      response.once('close', () => answered.inc({ method: request.method, status: response.statusCode }));
      next();
    },
  };
}
