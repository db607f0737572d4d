import {
  createEnrolmentCode as createEnrolmentCodeEndpoint,
  enrolDevice as enrolDeviceEndpoint,
  listDevices as listDevicesEndpoint,
  revokeDevice as revokeDeviceEndpoint,
} from '#domain/contract/devices.ts';
import type { Mount } from '../http/mount.ts';
import { enrolDevice } from './enrol-device.ts';
import type { EnrolDeps } from './enrol-device.ts';
import { createEnrolmentCode, listDevices, revokeDevice } from './manage-devices.ts';
import type { DeviceDeps } from './manage-devices.ts';

export function mountDevices(mount: Mount, deps: DeviceDeps & EnrolDeps): void {
  mount.signedIn(listDevicesEndpoint, (viewer) => listDevices(deps, viewer));
  mount.signedIn(createEnrolmentCodeEndpoint, (viewer, { exchange: { requestId } }) =>
    createEnrolmentCode(deps, viewer, requestId),
  );
  mount.signedIn(revokeDeviceEndpoint, (viewer, { params, exchange: { requestId } }) =>
    revokeDevice(deps, viewer, params.deviceId, requestId),
  );
  mount.publicly(enrolDeviceEndpoint, ({ body, exchange: { requestId } }) => enrolDevice(deps, { ...body, requestId }));
}
