import * as contract from '#domain/contract/approvals.ts';
import type { Mount } from '../http/mount.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import { countWaiting } from './count-waiting.ts';
import { decideRequests } from './decide-requests.ts';
import { listApprovals } from './list-approvals.ts';
import { readDayHistory } from './read-day-history.ts';
import { resolveDifference } from './resolve-difference.ts';

export function mountApprovals(mount: Mount, deps: RequestDeps): void {
  mount.signedIn(contract.listApprovals, (viewer, { query }) => listApprovals(deps, viewer, query));
  mount.signedIn(contract.countWaiting, (viewer) => countWaiting(deps, viewer));
  mount.signedIn(contract.decideRequests, (viewer, { body, exchange }) =>
    decideRequests(deps, viewer, body.decisions, exchange.requestId),
  );
  mount.signedIn(contract.resolveDifference, (viewer, { params, body, exchange }) =>
    resolveDifference(deps, viewer, { ...params, settlement: body, httpRequestId: exchange.requestId }),
  );
  mount.signedIn(contract.readDayHistory, (viewer, { params, exchange }) =>
    readDayHistory(deps, viewer, params, exchange.requestId),
  );
}
