import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { writeAudit } from '../audit/write-audit.ts';
import { addOneTimePasswords } from '../credentials/one-time-password.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Records } from '../records/schema.ts';
import { findAccountForSignIn } from './queries.ts';

/** Longer than the work ever takes on a machine that is not overloaded: the moment of the answer tells nothing (ASVS 6.3.8). */
const ANSWER_MS = 250;

/** Mails to one person: more only help somebody who wants to annoy them. */
const MAX_RESETS_A_DAY = 3;

export interface ResetInput {
  readonly tenant: string;
  readonly loginId: string;
  readonly requestId: string;
}

/**
 * パスワードを忘れた: mails a one-time password to a person who may sign in and has an address. The answer is the same whatever happens. The
 * present password goes on working: this can be asked for by anybody.
 */
export async function requestReset(
  deps: { readonly records: Records; readonly pepper: Uint8Array },
  input: ResetInput,
): Promise<{ requested: true }> {
  const work = deps.records.transaction().execute((trx) => mailOneTimePassword(trx, deps.pepper, input));
  await Promise.all([work, delay(ANSWER_MS)]);
  return { requested: true };
}

async function mailOneTimePassword(trx: Records, pepper: Uint8Array, input: ResetInput): Promise<void> {
  const { tenantId, personId, passwordHash, oneTimeHash } = await findAccountForSignIn(
    trx,
    input.tenant,
    input.loginId,
  );
  // Nobody, or somebody whom an administrator has not let in.
  if (tenantId === null || personId === null || (passwordHash === null && oneTimeHash === null)) return;
  const isMailed = await mayMail(trx, tenantId, personId);
  await writeAudit(trx, {
    tenantId,
    action: 'password.reset-requested',
    subjectId: personId,
    detail: { isMailed },
    requestId: input.requestId,
  });
  if (!isMailed) return;
  await trx.insertInto('password_resets').values({ tenant_id: tenantId, person_id: personId }).execute();
  const { passwords, expiresAt } = await addOneTimePasswords(trx, pepper, tenantId, [personId]);
  const mails = [...passwords.values()].map((oneTimePassword) => ({
    ...{ tenantId, personId, kind: 'passwordReset' as const },
    ...{ oneTimePassword, expiresAt },
  }));
  await enqueueMail(trx, pepper, mails);
}

async function mayMail(trx: Records, tenantId: string, personId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('people')
    .select('mail')
    .select(
      sql<number>`(SELECT count(*) FROM password_resets AS r
        WHERE r.tenant_id = people.tenant_id AND r.person_id = people.person_id
          AND r.requested_at > now() - interval '1 day')`.as('resets'),
    )
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return row.mail !== '' && row.resets < MAX_RESETS_A_DAY;
}
