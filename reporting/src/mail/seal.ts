import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { noticeSchema } from './notice.ts';

/** What only the addressee may read. */
const secretSchema = z.union([
  z.object({ oneTimePassword: z.string(), expiresAtMs: z.int() }),
  z.object({ notice: noticeSchema }),
]);
export type MailSecret = z.infer<typeof secretSchema>;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The pepper hashes passwords; a key of its own is drawn from it, so that neither use helps against the other. */
const keyOf = (pepper: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', pepper, '', 'kinmu mail outbox', 32));

/** Encrypts for one row: the id is bound in, so a sealed text moved to another row does not open. */
export function sealMail(pepper: Uint8Array, mailId: string, secret: MailSecret): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(pepper), iv).setAAD(Buffer.from(mailId));
  const body = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws when the key is another one, or a byte or the row has been changed. */
export function openMail(pepper: Uint8Array, mailId: string, sealed: Uint8Array): MailSecret {
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, keyOf(pepper), sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(mailId)).setAuthTag(tag);
  const body = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return secretSchema.parse(JSON.parse(body.toString('utf8')));
}
