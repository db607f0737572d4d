import { z } from 'zod';
import { openText, sealText } from '../credentials/sealed-text.ts';
import { noticeSchema } from './notice.ts';

/** What only the addressee may read. */
const secretSchema = z.union([
  z.object({ oneTimePassword: z.string(), expiresAtMs: z.int() }),
  z.object({ notice: noticeSchema }),
]);
export type MailSecret = z.infer<typeof secretSchema>;

/** The key of mails is drawn from the pepper for them alone. */
const PURPOSE = 'kinmu mail outbox';

/** Encrypts for one row: the id is bound in, so a sealed text moved to another row does not open. */
export const sealMail = (pepper: Uint8Array, mailId: string, secret: MailSecret): Buffer =>
  sealText(pepper, PURPOSE, mailId, JSON.stringify(secret));

/** @throws when the key is another one, or a byte or the row has been changed. */
export const openMail = (pepper: Uint8Array, mailId: string, sealed: Uint8Array): MailSecret =>
  secretSchema.parse(JSON.parse(openText(pepper, PURPOSE, mailId, sealed)));
