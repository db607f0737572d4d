import { z } from 'zod';

/**
 * The claims of a device certificate: a JWT (EdDSA) that the portal signs at enrolment and ingest checks without a database.
 * It does not expire: an offline PC must come back after any time; revocation is by the KV bucket `device_revocations`.
 */
export const deviceCertificateSchema = z.object({
  iss: z.literal('kinmu-lens'),
  aud: z.literal('kinmu-lens/ingest'),
  sub: z.uuid().describe('deviceId'),
  tenantId: z.uuid(),
  personId: z.uuid(),
  /** The device's Ed25519 public key: raw 32 bytes, base64url. */
  publicKey: z.string().length(43),
});
export type DeviceCertificate = z.infer<typeof deviceCertificateSchema>;
export const CERTIFICATE_ISSUER = 'kinmu-lens';
export const CERTIFICATE_AUDIENCE = 'kinmu-lens/ingest';
