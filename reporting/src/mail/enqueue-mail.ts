import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Records, Tables } from '../records/schema.ts';
import type { Notice, NoticeKind } from './notice.ts';
import { sealMail } from './seal.ts';

type MailKind = Tables['mail_outbox']['kind'];
/** 利用開始, パスワード再発行 by an administrator, パスワード再設定 asked for by the person. Always sent, whatever the tenant's mail setting (G:366-376). */
export type PasswordMailKind = Exclude<MailKind, NoticeKind>;

/** A mail with a one-time password. Name, address, login id and the portal's URL are read when it is sent. */
export interface NewMail {
  readonly tenantId: string;
  readonly personId: string;
  readonly kind: PasswordMailKind;
  readonly oneTimePassword: string;
  readonly expiresAt: Date;
}

/**
 * Leaves mails in the outbox, in the caller's transaction: no mail without its change, no change without its mail. The password lies there
 * encrypted (key from the pepper) and is blanked when the mail has gone. A newer password to the same person replaces one that still waits: it
 * no longer holds.
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
  const recordset = recordsetOf(rows);
  await sql`
    UPDATE mail_outbox AS m SET state = 'superseded', sealed = NULL, settled_at = clock_timestamp()
    FROM ${recordset}
    WHERE m.tenant_id = r.tenant_id AND m.person_id = r.person_id AND m.state = 'waiting'
      AND m.kind IN ('serviceStart', 'reissue', 'passwordReset')`.execute(trx);
  await insertMails(trx, rows);
}

/** 申請・承認 and 自動終了: what the mail says is sealed like a password, because the outbox is no place for names and comments. */
export interface NewNotice {
  readonly tenantId: string;
  /** Who gets it. */
  readonly personId: string;
  readonly notice: Notice;
}

/**
 * Leaves mails of requests and auto-ended days in the outbox, in the caller's transaction, if the tenant sends such mail at all (申請/承認メール送信,
 * G:366-376). Nobody who may not sign in gets one: the relay looks at the moment of sending.
 */
export async function enqueueNotices(trx: Records, pepper: Uint8Array, notices: readonly NewNotice[]): Promise<void> {
  const [first] = notices;
  if (first === undefined || !(await sendsRequestMail(trx, first.tenantId))) return;
  const rows = notices.map(({ tenantId, personId, notice }) => {
    const mailId = randomUUID();
    const sealed = sealMail(pepper, mailId, { notice }).toString('base64');
    return { mail_id: mailId, tenant_id: tenantId, person_id: personId, kind: notice.kind, sealed };
  });
  await insertMails(trx, rows);
}

async function sendsRequestMail(trx: Records, tenantId: string): Promise<boolean> {
  const tenant = await trx
    .selectFrom('tenants')
    .select('sends_request_mail')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return tenant.sends_request_mail;
}

interface MailRow {
  readonly mail_id: string;
  readonly tenant_id: string;
  readonly person_id: string;
  readonly kind: MailKind;
  readonly sealed: string;
}

const recordsetOf = (rows: readonly MailRow[]) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS r(mail_id uuid, tenant_id uuid, person_id uuid, kind text, sealed text)`;

const insertMails = (trx: Records, rows: readonly MailRow[]) =>
  sql`
    INSERT INTO mail_outbox (mail_id, tenant_id, person_id, kind, sealed)
    SELECT mail_id, tenant_id, person_id, kind, decode(sealed, 'base64') FROM ${recordsetOf(rows)}`.execute(trx);
