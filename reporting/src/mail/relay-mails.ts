import { sql } from 'kysely';
import { fullJitterMs } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { MailRefused } from '#platform/mail/message.ts';
import type { MailTransport } from '#platform/mail/message.ts';
import type { Records } from '../records/schema.ts';
import type { PasswordMailKind } from './enqueue-mail.ts';
import { openMail } from './seal.ts';
import type { MailSecret } from './seal.ts';
import { noticeText } from './notice-templates.ts';
import { mailText } from './templates.ts';

export interface MailRelayDeps {
  readonly records: Records;
  readonly transport: MailTransport;
  readonly pepper: Uint8Array;
  /** Address that every mail is from. */
  readonly from: string;
  readonly publicOrigin: () => string;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** From seconds to a quarter of an hour: a mail server that is down for a day is not hammered, and one that is back is not waited for long. */
const BACKOFF = { baseMs: 5_000, maxMs: 900_000 };
/** So many mails in a row that could not be sent: it is the server, and the rest would fail like them. The next round tries again. */
const FAILURES_A_ROUND = 3;
const SENDER_NAME = '勤務レンズ';
/** Not the sender's host: a change of settings between two attempts must not make a second mail of one. */
const MESSAGE_ID_HOST = 'kinmu-lens.invalid';

/**
 * Sends what is due, oldest first, one transaction a mail: the row stays locked while the transport has it, so two instances never send the
 * same one, and a failure of one does not hold up the rest. A relay that dies between sending and marking sends again under the same
 * Message-ID. Returns when nothing is due any more,
 * when the server seems to be down, or after the present mail when the portal stops.
 */
export async function relayMails(deps: MailRelayDeps, stopping?: AbortSignal): Promise<void> {
  for (let failures = 0; failures < FAILURES_A_ROUND && stopping?.aborted !== true;) {
    const outcome = await relayOne(deps);
    if (outcome === undefined) return;
    failures = outcome === 'waiting' ? failures + 1 : 0;
  }
}

type Settlement =
  | { readonly state: 'sent' }
  | { readonly state: 'withheld'; readonly reason: WithheldReason }
  | { readonly state: 'waiting'; readonly reason: string };
type WithheldReason = 'cannot-sign-in' | 'no-address' | 'expired' | 'unreadable' | 'refused';

/** Gives how the mail ended, undefined when none was due. */
async function relayOne(deps: MailRelayDeps): Promise<Settlement['state'] | undefined> {
  return deps.records.transaction().execute(async (trx) => {
    const mail = await nextMail(trx);
    if (mail === undefined) return undefined;
    const settlement = await settle(deps, mail);
    const context = { mailId: mail.mail_id, personId: mail.person_id, kind: mail.kind, ...settlement };
    if (settlement.state === 'waiting') {
      const delayMs = BACKOFF.baseMs + fullJitterMs(mail.attempts + 1, BACKOFF);
      await postpone(trx, mail.mail_id, settlement.reason, delayMs);
      deps.log.warn(context, 'a mail could not be sent and will be tried again');
    } else {
      const reason = settlement.state === 'withheld' ? settlement.reason : null;
      await trx
        .updateTable('mail_outbox')
        .set({ state: settlement.state, reason, sealed: null, settled_at: sql<Date>`clock_timestamp()` })
        .where('mail_id', '=', mail.mail_id)
        .execute();
      deps.log.info(context, 'mail settled');
    }
    return settlement.state;
  });
}

type DueMail = NonNullable<Awaited<ReturnType<typeof nextMail>>>;

/** The oldest due mail that no other instance holds, with its addressee as of now. */
const nextMail = (trx: Records) =>
  trx
    .selectFrom('mail_outbox as m')
    .innerJoin('tenants as t', 't.tenant_id', 'm.tenant_id')
    .leftJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'm.tenant_id').onRef('p.person_id', '=', 'm.person_id'),
    )
    .select(['m.mail_id', 'm.person_id', 'm.kind', 'm.sealed', 'm.attempts', 'm.created_at'])
    .select(['t.name as tenant_name', 't.code as tenant_code', 't.zone'])
    .select(['p.name', 'p.login_id', 'p.mail', 'p.status', 'p.is_tenant_admin'])
    .where('m.state', '=', 'waiting')
    .where('m.next_at', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('m.next_at')
    .limit(1)
    .forUpdate('m')
    .skipLocked()
    .executeTakeFirst();

async function settle(deps: MailRelayDeps, mail: DueMail): Promise<Settlement> {
  const withheld = (reason: WithheldReason): Settlement => ({ state: 'withheld', reason });
  if (mail.status !== 'active' || mail.name === null || mail.login_id === null) return withheld('cannot-sign-in');
  if (mail.mail === null || mail.mail === '') return withheld('no-address');
  const secret = openOrUndefined(deps.pepper, mail);
  if (secret === undefined) return withheld('unreadable');
  if ('expiresAtMs' in secret && secret.expiresAtMs <= deps.nowMs()) return withheld('expired');
  const facts = { tenantName: mail.tenant_name, personName: mail.name, portalUrl: `${deps.publicOrigin()}/` };
  const content =
    'notice' in secret
      ? noticeText(secret.notice, facts)
      : mailText(mail.kind as PasswordMailKind, {
          ...facts,
          tenantCode: mail.tenant_code,
          loginId: mail.login_id,
          oneTimePassword: secret.oneTimePassword,
          expiresAt: new Date(secret.expiresAtMs),
          zone: mail.zone,
          isTenantAdmin: mail.is_tenant_admin ?? false,
        });
  try {
    await deps.transport.send({
      ...content,
      messageId: `${mail.mail_id}@${MESSAGE_ID_HOST}`,
      date: mail.created_at,
      from: { name: SENDER_NAME, address: deps.from },
      to: { name: mail.name, address: mail.mail },
    });
    return { state: 'sent' };
  } catch (err) {
    return err instanceof MailRefused ? withheld('refused') : { state: 'waiting', reason: nameOf(err) };
  }
}

function openOrUndefined(pepper: Uint8Array, mail: DueMail): MailSecret | undefined {
  try {
    return mail.sealed === null ? undefined : openMail(pepper, mail.mail_id, mail.sealed);
  } catch {
    return undefined;
  }
}

/** A code and never a message: a server's answer may repeat the address. */
const nameOf = (err: unknown): string =>
  err instanceof Error ? ('code' in err ? String(err.code) : err.name) : 'unknown';

async function postpone(trx: Records, mailId: string, reason: string, delayMs: number): Promise<void> {
  await trx
    .updateTable('mail_outbox')
    .set((eb) => ({
      reason,
      attempts: eb('attempts', '+', 1),
      next_at: sql<Date>`clock_timestamp() + make_interval(secs => ${delayMs / 1000})`,
    }))
    .where('mail_id', '=', mailId)
    .execute();
}

/** Settled rows are kept this long, for people who ask whether a mail went out. They hold no address and no text. */
const KEEP_SETTLED_DAYS = 90;

export async function forgetSettledMails(records: Records): Promise<void> {
  await records
    .deleteFrom('mail_outbox')
    .where('settled_at', '<', sql<Date>`now() - make_interval(days => ${KEEP_SETTLED_DAYS})`)
    .execute();
}
