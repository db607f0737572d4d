import {
  createMachineToken,
  listMachineTokens,
  readAttendance as readAttendanceEndpoint,
  revokeMachineToken,
} from '#domain/contract/machine.ts';
import type { Mount } from '../http/mount.ts';
import { createToken, listTokens, revokeToken } from './manage-tokens.ts';
import type { TokenDeps } from './manage-tokens.ts';
import { readAttendance } from './read-attendance.ts';
import type { AttendanceDeps } from './read-attendance.ts';

export function mountMachine(mount: Mount, deps: TokenDeps & AttendanceDeps): void {
  mount.byToken(readAttendanceEndpoint, (caller, { query, exchange }) => readAttendance(deps, caller, query, exchange));
  mount.signedIn(listMachineTokens, (viewer, { exchange: { requestId } }) => listTokens(deps, viewer, requestId));
  mount.signedIn(createMachineToken, (viewer, { body, exchange: { requestId } }) =>
    createToken(deps, viewer, body, requestId),
  );
  mount.signedIn(revokeMachineToken, (viewer, { params, exchange: { requestId } }) =>
    revokeToken(deps, viewer, params.tokenId, requestId),
  );
}
