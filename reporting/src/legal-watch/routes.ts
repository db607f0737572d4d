import {
  readLegal as readLegalEndpoint,
  readLegalOfGroup as readLegalOfGroupEndpoint,
  readLegalSettings as readLegalSettingsEndpoint,
  saveLegalSettings as saveLegalSettingsEndpoint,
} from '#domain/contract/legal.ts';
import type { Mount } from '../http/mount.ts';
import type { LegalDeps } from '../legal/read-legal-of-people.ts';
import { readLegalSettings, saveLegalSettings } from './legal-settings.ts';
import { readLegal } from './read-legal.ts';
import { readLegalOfGroup } from './read-legal-of-group.ts';

export function mountLegalWatch(mount: Mount, deps: LegalDeps): void {
  mount.signedIn(readLegalEndpoint, (viewer, { params, exchange: { requestId } }) =>
    readLegal(deps, viewer, { ...params, requestId }),
  );
  mount.signedIn(readLegalOfGroupEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    readLegalOfGroup(deps, viewer, { ...params, withBelow: query.below === '1', requestId }),
  );
  mount.signedIn(readLegalSettingsEndpoint, (viewer, { exchange: { requestId } }) =>
    readLegalSettings(deps, viewer, requestId),
  );
  mount.signedIn(saveLegalSettingsEndpoint, (viewer, { body, exchange: { requestId } }) =>
    saveLegalSettings(deps, viewer, { ...body, requestId }),
  );
}
