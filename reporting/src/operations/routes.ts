import {
  readToday as readTodayEndpoint,
  recordOperation as recordOperationEndpoint,
} from '#domain/contract/operations.ts';
import type { Mount } from '../http/mount.ts';
import { readToday, recordOperation } from './record-operation.ts';
import type { OperationDeps } from './record-operation.ts';

export function mountOperations(mount: Mount, deps: OperationDeps): void {
  mount.signedIn(readTodayEndpoint, (viewer) => readToday(deps, viewer));
  mount.signedIn(recordOperationEndpoint, (viewer, { body, exchange: { requestId } }) =>
    recordOperation(deps, viewer, { ...body, requestId }),
  );
}
