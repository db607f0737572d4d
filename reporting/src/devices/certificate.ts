import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { CERTIFICATE_AUDIENCE, CERTIFICATE_ISSUER } from '#domain/contract/certificate.ts';
import type { DeviceCertificate } from '#domain/contract/certificate.ts';

export type CertificateClaims = Pick<DeviceCertificate, 'tenantId' | 'personId' | 'publicKey'> & {
  readonly deviceId: string;
};

/** Signs who a device is. Without expiry: an offline PC must come back after any time; revocation ends it. */
export const signCertificate = ({ deviceId, ...claims }: CertificateClaims, privateKey: KeyObject): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(CERTIFICATE_ISSUER)
    .setAudience(CERTIFICATE_AUDIENCE)
    .setSubject(deviceId)
    .setIssuedAt()
    .sign(privateKey);

const RAW_KEY_BYTES = 32;

/** An Ed25519 key as the contract asks: raw 32 bytes, base64url, in the one form that decodes and encodes to itself. */
export function isPublicKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === RAW_KEY_BYTES && bytes.toString('base64url') === text;
}
