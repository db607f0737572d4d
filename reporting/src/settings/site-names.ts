import type { Response } from 'express';
import type { z } from 'zod';
import { SHOWN_SITE_NAME_PROBLEMS } from '#domain/contract/settings.ts';
import type {
  readSiteNames as readSiteNamesEndpoint,
  uploadSiteNames as uploadEndpoint,
} from '#domain/contract/settings.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Refusal } from '../http/refusal.ts';
import { readSiteNameRows } from '../records/read-site-names.ts';
import type { Records } from '../records/schema.ts';
import { readRegisteredSiteNames, readSettingsRow, replaceSiteNames } from './queries.ts';
import { refuseUnlessManager } from './read-settings.ts';
import { readSiteNameFile } from './read-site-name-file.ts';
import { writeSiteNameFile } from './write-site-name-file.ts';

type Registered = z.output<NonNullable<(typeof readSiteNamesEndpoint)['answer']>>;
type Uploaded = z.output<NonNullable<(typeof uploadEndpoint)['answer']>>;

export async function readRegistered(
  records: Records,
  viewer: Viewer,
  requestId: string,
): Promise<Registered | Refusal> {
  const refusal = await refuseUnlessManager(records, viewer, requestId);
  return refusal ?? { registered: await readRegisteredSiteNames(records, viewer.tenantId) };
}

/** Sends the file; its name says whether it is the template. */
export async function downloadSiteNames(
  records: Records,
  viewer: Viewer,
  asked: { readonly isTemplate: boolean; readonly encoding: 'sjis' | 'utf8'; readonly requestId: string },
  response: Response,
): Promise<Refusal | undefined> {
  const refusal = await refuseUnlessManager(records, viewer, asked.requestId);
  if (refusal !== undefined) return refusal;
  const siteNames = asked.isTemplate ? [] : await readSiteNameRows(records, viewer.tenantId);
  const { bytes, replaced } = writeSiteNameFile(siteNames, asked.encoding);
  const name = siteNames.length === 0 ? 'url_mapping_template.csv' : 'url_mapping.csv';
  response.setHeader('Content-Type', `text/csv; charset=${asked.encoding === 'utf8' ? 'utf-8' : 'Windows-31J'}`);
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  response.setHeader('X-Kinmu-Replaced', String(replaced));
  response.end(bytes);
  return undefined;
}

/** Replaces the mapping whole, or leaves it as it is and says what is wrong with the file. */
export async function uploadSiteNames(
  records: Records,
  viewer: Viewer,
  bytes: Uint8Array,
  requestId: string,
): Promise<Uploaded | Refusal> {
  const refusal = await refuseUnlessManager(records, viewer, requestId);
  if (refusal !== undefined) return refusal;
  const { tenantId, personId } = viewer;
  return records.transaction().execute(async (trx) => {
    // The row of the tenant is the lock: of two uploads at once the later one replaces the earlier one whole.
    await readSettingsRow(trx, tenantId, { forChange: true });
    const before = await readSiteNameRows(trx, tenantId);
    const { siteNames, problems } = readSiteNameFile(bytes, before);
    if (problems.length === 0) {
      await replaceSiteNames(trx, tenantId, personId, siteNames);
      const detail = { 'count.before': before.length, 'count.after': siteNames.length };
      await writeAudit(trx, { tenantId, actorId: personId, action: 'site-names.replaced', detail, requestId });
    }
    return {
      isApplied: problems.length === 0,
      registered: await readRegisteredSiteNames(trx, tenantId),
      problems: { total: problems.length, first: problems.slice(0, SHOWN_SITE_NAME_PROBLEMS) },
    };
  });
}
