import { enrolDevice } from '#collector/enrol/enrol-device.ts';
import type { DeviceIdentity } from '#collector/identity/identity-file.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import type { Site } from '../kit/site.ts';

/** A PC enrolled as the portal's screen and `collector enroll` do it. */
export async function enrolPc(site: Site, loginId: string): Promise<DeviceIdentity> {
  const { code } = await (await site.client(loginId)).call(createEnrolmentCode);
  return enrolDevice({ portalUrl: site.product.portalUrl, code, deviceName: `FAULTS-${loginId}` });
}
