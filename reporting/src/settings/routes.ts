import {
  downloadSiteNames as downloadSiteNamesEndpoint,
  readSiteNames as readSiteNamesEndpoint,
  readTenantSettings as readTenantSettingsEndpoint,
  saveTenantSettings as saveTenantSettingsEndpoint,
  uploadSiteNames as uploadSiteNamesEndpoint,
} from '#domain/contract/settings.ts';
import type { Mount } from '../http/mount.ts';
import { readSettings } from './read-settings.ts';
import { saveSettings } from './save-settings.ts';
import type { SettingsDeps } from './save-settings.ts';
import { downloadSiteNames, readRegistered, uploadSiteNames } from './site-names.ts';

export function mountSettings(mount: Mount, deps: SettingsDeps): void {
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
}
