import {
  endSessionsOfPerson,
  readPasswordRules,
  readSecuritySettings,
  switchBuiltInAdmin as switchBuiltInAdminEndpoint,
  writeSecuritySettings,
} from '#domain/contract/security.ts';
import type { Mount } from '../http/mount.ts';
import type { Records } from '../records/schema.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { describePasswordRules } from './password-rules.ts';
import { readSettings, writeSettings } from './settings.ts';
import { switchBuiltInAdmin } from './switch-built-in-admin.ts';

export function mountSecurity(mount: Mount, deps: { readonly records: Records }): void {
  const { records } = deps;
  mount.signedIn(readSecuritySettings, (viewer, { exchange: { requestId } }) =>
    readSettings(records, viewer, requestId),
  );
  mount.signedIn(writeSecuritySettings, (viewer, { body, exchange: { requestId } }) =>
    writeSettings(records, viewer, body, requestId),
  );
  mount.signedIn(switchBuiltInAdminEndpoint, (viewer, { body, exchange: { requestId } }) =>
    switchBuiltInAdmin(records, viewer, body.isOff, requestId),
  );
  mount.signedIn(readPasswordRules, (viewer) => describePasswordRules(records, viewer));
  mount.signedIn(endSessionsOfPerson, (viewer, { params, exchange: { requestId } }) =>
    endSessionsOf(records, viewer, params.personId, requestId),
  );
}
