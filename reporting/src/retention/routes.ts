import { readRetention as readRetentionEndpoint, saveRetention } from '#domain/contract/retention.ts';
import type { Mount } from '../http/mount.ts';
import type { Records } from '../records/schema.ts';
import { readRetention, saveRetentionSettings } from './settings.ts';

export function mountRetention(mount: Mount, { records }: { readonly records: Records }): void {
  mount.signedIn(readRetentionEndpoint, (viewer, { exchange }) => readRetention(records, viewer, exchange.requestId));
  mount.signedIn(saveRetention, (viewer, { body, exchange }) =>
    saveRetentionSettings(records, viewer, body, exchange.requestId),
  );
}
