import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Records, Tables } from '../records/schema.ts';
import { sealMail } from './seal.ts';

/** 利用開始, パスワード再発行 by an administrator, パスワード再設定 asked for by the person. Always sent, whatever the tenant's mail setting (G:366-376). */
export type MailKind = Tables['mail_outbox']['kind'];

/** A mail with a one-time password. Name, address, login id and the portal's URL are read when it is sent. */
export interface NewMail {
  readonly tenantId: string;
  readonly personId: string;
  readonly kind: MailKind;
  readonly oneTimePassword: string;
  readonly expiresAt: Date;
}

/**
 * Leaves mails in the outbox, in the caller's transaction: no mail without its change, no change without its mail. The password lies there
 * encrypted (key from the pepper) and is blanked when the mail has gone. A newer mail to the same person replaces one that still waits: its
 * password no longer holds.
 */
export async function enqueueMail(trx: Records, pepper: Uint8Array, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map((mail) => {
    const mailId = randomUUID();
    const sealed = sealMail(pepper, mailId, {
      oneTimePassword: mail.oneTimePassword,
      expiresAtMs: mail.expiresAt.getTime(),
    });
    return {
      mail_id: mailId,
      tenant_id: mail.tenantId,
      person_id: mail.personId,
      kind: mail.kind,
      sealed: sealed.toString('base64'),
    };
  });
  const recordset = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS r(mail_id uuid, tenant_id uuid, person_id uuid, kind text, sealed text)`;
  await sql`
    UPDATE mail_outbox AS m SET state = 'superseded', sealed = NULL, settled_at = clock_timestamp()
    FROM ${recordset}
    WHERE m.tenant_id = r.tenant_id AND m.person_id = r.person_id AND m.state = 'waiting'`.execute(trx);
  await sql`
    INSERT INTO mail_outbox (mail_id, tenant_id, person_id, kind, sealed)
    SELECT mail_id, tenant_id, person_id, kind, decode(sealed, 'base64') FROM ${recordset}`.execute(trx);
}
