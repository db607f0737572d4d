import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const deviceSchema = z.object({
  deviceId: z.uuid(),
  name: z.string(),
  enrolledAt: z.int(),
  revokedAt: z.int().nullable(),
  lastReceivedAt: z.int().nullable(),
});
export type Device = z.infer<typeof deviceSchema>;

export const listDevices = endpoint({
  name: 'listDevices',
  method: 'GET',
  path: '/api/devices',
  summary: 'The own PCs.',
  access: 'signedIn',
  answer: z.object({ devices: z.array(deviceSchema) }),
});
export const createEnrolmentCode = endpoint({
  name: 'createEnrolmentCode',
  method: 'POST',
  path: '/api/enrolment-codes',
  summary: 'A one-off code for one PC of the signed-in person; shown once, valid 7 days.',
  access: 'signedIn',
  answer: z.object({ code: z.string(), expiresAt: z.int(), portalUrl: z.string() }),
});
export const revokeDevice = endpoint({
  name: 'revokeDevice',
  method: 'DELETE',
  path: '/api/devices/:deviceId',
  summary: 'Revoke a PC at once: its data is no longer taken.',
  access: 'signedIn',
  params: z.object({ deviceId: z.uuid() }),
  answer: z.object({ revoked: z.literal(true) }),
});
/** Called by the collector, not by the portal's pages: no session, the code is the right. */
export const enrolDevice = endpoint({
  name: 'enrolDevice',
  method: 'POST',
  path: '/api/enrolments',
  summary: 'Exchange a one-off code and a new public key for a device certificate.',
  access: 'public',
  caller: 'collector',
  body: z.strictObject({
    code: z.string().min(8).max(128),
    /** Ed25519, raw 32 bytes, base64url. */
    publicKey: z.string().length(43),
    deviceName: z.string().min(1).max(64),
  }),
  answer: z.object({
    tenantId: z.uuid(),
    personId: z.uuid(),
    deviceId: z.uuid(),
    certificate: z.string(),
    ingestUrl: z.url(),
    personName: z.string(),
  }),
});
