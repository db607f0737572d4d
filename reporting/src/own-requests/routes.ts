import * as contract from '#domain/contract/requests.ts';
import type { Mount } from '../http/mount.ts';
import { resendRequest, withdrawRequest } from './change-request.ts';
import { createCorrection } from './create-correction.ts';
import { createOvertimeRequest } from './create-overtime.ts';
import { listRequests } from './list-requests.ts';
import { previewCorrection } from './preview-correction.ts';
import { readRequest } from './read-request.ts';
import type { RequestDeps } from '../requests/request-deps.ts';

export function mountOwnRequests(mount: Mount, deps: RequestDeps): void {
  mount.signedIn(contract.listRequests, (viewer, { query }) => listRequests(deps.records, viewer, query));
  mount.signedIn(contract.readRequest, (viewer, { params, exchange }) =>
    readRequest(deps.records, viewer, params.requestId, exchange.requestId),
  );
  mount.signedIn(contract.createOvertimeRequest, (viewer, { body, exchange }) =>
    createOvertimeRequest(deps, viewer, body, exchange.requestId),
  );
  mount.signedIn(contract.createCorrection, (viewer, { body, exchange }) =>
    createCorrection(deps, viewer, body, exchange.requestId),
  );
  mount.signedIn(contract.previewCorrection, (viewer, { params, query }) =>
    previewCorrection(deps, viewer, params.workDate, query.draft),
  );
  mount.signedIn(contract.resendRequest, (viewer, { params, body, exchange }) =>
    resendRequest(deps, viewer, { ...params, ...body, httpRequestId: exchange.requestId }),
  );
  mount.signedIn(contract.withdrawRequest, (viewer, { params, body, exchange }) =>
    withdrawRequest(deps, viewer, { ...params, ...body, httpRequestId: exchange.requestId }),
  );
}
