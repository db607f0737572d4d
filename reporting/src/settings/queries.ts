import { sql } from 'kysely';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { SiteName } from '#domain/settings/site-name-of.ts';
import type { Records } from '../records/schema.ts';

/** The settings as they stand. `forChange`: nobody else changes them, nor the roster, until the transaction ends. */
export async function readSettingsRow(records: Records, tenantId: string, { forChange = false } = {}) {
  return records
    .selectFrom('tenants')
    .select(['settings_version', 'sends_request_mail', 'zone', 'plan', 'licence_count'])
    .select(['stores_pc_counts', 'stores_application_names', 'stores_window_titles', 'stored_urls'])
    .where('tenant_id', '=', tenantId)
    .$if(forChange, (query) => query.forNoKeyUpdate())
    .executeTakeFirstOrThrow();
}
export type SettingsRow = Awaited<ReturnType<typeof readSettingsRow>>;

export const policyOf = (
  row: Pick<SettingsRow, 'stores_pc_counts' | 'stores_application_names' | 'stores_window_titles' | 'stored_urls'>,
): PrivacyPolicy => ({
  pcCounts: row.stores_pc_counts,
  applicationNames: row.stores_application_names,
  windowTitles: row.stores_window_titles,
  urls: row.stored_urls,
});

/** Every tenant's policy. */
export async function readPolicies(records: Records): Promise<Map<string, PrivacyPolicy>> {
  const rows = await records
    .selectFrom('tenants')
    .select(['tenant_id', 'stores_pc_counts', 'stores_application_names', 'stores_window_titles', 'stored_urls'])
    .execute();
  return new Map(rows.map((row) => [row.tenant_id, policyOf(row)]));
}

/** People who hold a licence: `admin`, suspended and removed ones do not (G:135-140). */
export async function countUsedLicences(records: Records, tenantId: string): Promise<number> {
  const { used } = await records
    .selectFrom('people')
    .select(sql<number>`count(*)::int`.as('used'))
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'active')
    .where('is_tenant_admin', '=', false)
    .executeTakeFirstOrThrow();
  return used;
}

/** Everybody, in the order in which rows of people are locked. */
export async function readPersonIds(records: Records, tenantId: string): Promise<string[]> {
  const rows = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** How many, when and by whom; undefined: no mapping is registered. */
export async function readRegisteredSiteNames(records: Records, tenantId: string) {
  const row = await records
    .selectFrom('site_name_files as f')
    .leftJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'f.tenant_id').onRef('p.person_id', '=', 'f.uploaded_by'),
    )
    .select(['f.uploaded_at', 'p.name'])
    .select((eb) =>
      eb
        .selectFrom('site_names as s')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('s.tenant_id', '=', 'f.tenant_id')
        .as('count'),
    )
    .where('f.tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { count: row.count ?? 0, uploadedAt: row.uploaded_at.getTime(), uploadedByName: row.name ?? '' };
}

/** Replaces the mapping whole. Call it in the transaction of its audit row. */
export async function replaceSiteNames(
  trx: Records,
  tenantId: string,
  personId: string,
  siteNames: readonly SiteName[],
): Promise<void> {
  await trx.deleteFrom('site_name_files').where('tenant_id', '=', tenantId).execute();
  await trx.insertInto('site_name_files').values({ tenant_id: tenantId, uploaded_by: personId }).execute();
  const rows = siteNames.map(({ urlPrefix, name }, position) => ({ position, url_prefix: urlPrefix, site_name: name }));
  await sql`
    INSERT INTO site_names (tenant_id, position, url_prefix, site_name)
    SELECT ${tenantId}, position, url_prefix, site_name
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(position integer, url_prefix text, site_name text)`.execute(
    trx,
  );
}
