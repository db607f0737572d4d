import {
  readMonitoringPolicy as readMonitoringPolicyEndpoint,
  saveMonitoringPolicy as saveMonitoringPolicyEndpoint,
} from '#domain/contract/monitoring-policy.ts';
import type { Mount } from '../http/mount.ts';
import type { Records } from '../records/schema.ts';
import { readPolicy } from './read-policy.ts';
import { savePolicy } from './save-policy.ts';

export function mountMonitoringPolicy(mount: Mount, deps: { readonly records: Records }): void {
  mount.signedIn(readMonitoringPolicyEndpoint, (viewer) => readPolicy(deps.records, viewer.tenantId));
  mount.signedIn(saveMonitoringPolicyEndpoint, (viewer, { body, exchange: { requestId } }) =>
    savePolicy(deps.records, viewer, body, requestId),
  );
}
