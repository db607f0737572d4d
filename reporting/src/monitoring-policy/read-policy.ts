import { sql } from 'kysely';
import { monitoringTextSchema } from '#domain/contract/monitoring-policy.ts';
import type { MonitoringPolicy } from '#domain/contract/monitoring-policy.ts';
import type { Records } from '../records/schema.ts';

/** A policy is looked through once a year (SECURITY: reminder every 12 months). */
const REVIEW_DAYS = 365;

/** The policy of a tenant with what its settings let be stored. Everyone who works there may read it: it is about them. */
export async function readPolicy(records: Records, tenantId: string): Promise<MonitoringPolicy> {
  const row = await records
    .selectFrom('tenants as t')
    .leftJoin('monitoring_policies as m', 'm.tenant_id', 't.tenant_id')
    .select(['m.policy', 'm.version', 'm.saved_at'])
    .select(
      sql<boolean>`coalesce(m.saved_at <= now() - make_interval(days => ${REVIEW_DAYS}), false)`.as('is_review_due'),
    )
    .select(['t.stores_pc_counts', 't.stores_application_names', 't.stores_window_titles', 't.stored_urls'])
    .where('t.tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return {
    text: row.policy === null ? null : monitoringTextSchema.parse(row.policy),
    version: row.version ?? 0,
    savedAt: row.saved_at?.getTime() ?? null,
    isReviewDue: row.is_review_due,
    collected: {
      pcCounts: row.stores_pc_counts,
      applicationNames: row.stores_application_names,
      windowTitles: row.stores_window_titles,
      urls: row.stored_urls,
    },
  };
}
