import {
  downloadSiteNames as downloadSiteNamesEndpoint,
  readSiteNames as readSiteNamesEndpoint,
  readTenantSettings as readTenantSettingsEndpoint,
  saveTenantSettings as saveTenantSettingsEndpoint,
  uploadSiteNames as uploadSiteNamesEndpoint,
} from '#domain/contract/settings.ts';
import { compareSiteNames as compareSiteNamesEndpoint } from '#domain/contract/site-name-comparison.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Mount } from '../http/mount.ts';
import { compareSiteNames } from './compare-site-names.ts';
import { readSettings } from './read-settings.ts';
import { saveSettings } from './save-settings.ts';
import type { SettingsDeps } from './save-settings.ts';
import { downloadSiteNames, readRegistered, uploadSiteNames } from './site-names.ts';

export function mountSettings(mount: Mount, deps: SettingsDeps & { readonly analytics: Analytics }): void {
  const { records } = deps;
  mount.signedIn(readTenantSettingsEndpoint, (viewer, { exchange }) => readSettings(deps, viewer, exchange.requestId));
  mount.signedIn(saveTenantSettingsEndpoint, (viewer, { body, exchange }) =>
    saveSettings(deps, viewer, body, exchange.requestId),
  );
  mount.signedIn(readSiteNamesEndpoint, (viewer, { exchange }) => readRegistered(records, viewer, exchange.requestId));
  mount.signedIn(downloadSiteNamesEndpoint, (viewer, { query, exchange: { requestId, response } }) => {
    const asked = { isTemplate: query.template !== undefined, encoding: query.encoding, requestId };
    return downloadSiteNames(records, viewer, asked, response);
  });
  mount.signedIn(uploadSiteNamesEndpoint, (viewer, { exchange: { requestId, bytes } }) =>
    uploadSiteNames(records, viewer, bytes ?? Buffer.alloc(0), requestId),
  );
  mount.signedIn(compareSiteNamesEndpoint, (viewer, { query, exchange: { requestId, bytes } }) =>
    compareSiteNames(deps, viewer, { bytes: bytes ?? Buffer.alloc(0), after: query.after, requestId }),
  );
}
