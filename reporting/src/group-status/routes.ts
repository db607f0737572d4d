import {
  listStatusGroups as listStatusGroupsEndpoint,
  readGroupStatus as readGroupStatusEndpoint,
  streamGroupStatus as streamGroupStatusEndpoint,
} from '#domain/contract/group-status.ts';
import type { Mount } from '../http/mount.ts';
import { listStatusGroups } from './list-status-groups.ts';
import { readGroupStatus } from './read-group-status.ts';
import { streamGroupStatus } from './stream-group-status.ts';
import type { StreamDeps } from './stream-group-status.ts';

export function mountGroupStatus(mount: Mount, deps: StreamDeps): void {
  mount.signedIn(listStatusGroupsEndpoint, (viewer) => listStatusGroups(deps.records, viewer));
  mount.signedIn(readGroupStatusEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    readGroupStatus(deps, viewer, { ...params, withBelow: query.below === '1', requestId }),
  );
  mount.signedIn(streamGroupStatusEndpoint, (viewer, { params, query, exchange: { requestId, response } }) =>
    streamGroupStatus(deps, viewer, { ...params, withBelow: query.below === '1', requestId }, response),
  );
}
