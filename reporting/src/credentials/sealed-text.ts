import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The pepper hashes passwords; a key of its own is drawn from it for each purpose, so that no use helps against another. */
const keyOf = (pepper: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', pepper, '', purpose, 32));

/** Encrypts for one row: its id is bound in, so a sealed text moved to another row does not open. */
export function sealText(pepper: Uint8Array, purpose: string, rowId: string, text: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(pepper, purpose), iv).setAAD(Buffer.from(rowId));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws when the key is another one, or a byte or the row has been changed. */
export function openText(pepper: Uint8Array, purpose: string, rowId: string, sealed: Uint8Array): string {
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const key = keyOf(pepper, purpose);
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(rowId)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
