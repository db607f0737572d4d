import type { SiteName } from '#domain/settings/site-name-of.ts';
import type { Records } from './schema.ts';

/** The tenant's mapping of URLs to site names in the order of its file. */
export async function readSiteNameRows(records: Records, tenantId: string): Promise<SiteName[]> {
  const rows = await records
    .selectFrom('site_names')
    .select(['url_prefix', 'site_name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ urlPrefix: row.url_prefix, name: row.site_name }));
}
