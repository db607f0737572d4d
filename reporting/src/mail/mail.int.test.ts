import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createLogger } from '#platform/log.ts';
import { createEmlFolder } from '#platform/mail/eml-folder.ts';
import type { MailMessage, MailTransport } from '#platform/mail/message.ts';
import { MailRefused } from '#platform/mail/message.ts';
import { createRecords } from '#platform/postgres.ts';
import { startTestPostgres, tempDir } from '#platform/testkit/index.ts';
import type { TestPostgres } from '#platform/testkit/index.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { createTenant } from '../organisation/create-tenant.ts';
import type { Tables } from '../records/schema.ts';
import { enqueueMail } from './enqueue-mail.ts';
import { forgetSettledMails, relayMails } from './relay-mails.ts';
import type { MailRelayDeps } from './relay-mails.ts';

/** Found nowhere but in the mail of the one person. */
const CANARY = 'Canary-7fQ2-secret';
const pepper = randomBytes(32);
let postgres: TestPostgres;
let template: string;
let records: Kysely<Tables>;
let tenantId: string;
let logged: string[];
before(async () => {
  postgres = await startTestPostgres();
  const url = await postgres.freshDatabase();
  await migratePostgres(url);
  template = new URL(url).pathname.slice(1);
});
after(() => postgres.stop());
beforeEach(async () => {
  records = createRecords<Tables>(await postgres.freshDatabase(template));
  tenantId = await createTenant(records, { code: 'demo', name: '見本' });
  logged = [];
});
afterEach(() => records.destroy());

async function addPerson(
  loginId: string,
  more: { mail?: string; name?: string; status?: 'active' | 'suspended' | 'removed' } = {},
) {
  const personId = randomUUID();
  await records
    .insertInto('people')
    .values({
      ...{ tenant_id: tenantId, person_id: personId, login_id: loginId },
      name: more.name ?? `${loginId} 太郎`,
      mail: more.mail ?? `${loginId}@example.jp`,
      status: more.status ?? 'active',
    })
    .execute();
  return personId;
}

const enqueue = (
  personId: string,
  oneTimePassword = CANARY,
  expiresAt = new Date(Date.now() + 86_400_000),
): Promise<void> =>
  enqueueMail(records, pepper, [{ tenantId, personId, kind: 'serviceStart', oneTimePassword, expiresAt }]);

const relayWith = (transport: MailTransport, more: Partial<MailRelayDeps> = {}): Promise<void> =>
  relayMails({
    ...{ records, transport, pepper, from: 'kinmu@example.jp', publicOrigin: () => 'https://kinmu.example.jp' },
    nowMs: Date.now,
    log: createLogger('test', 'trace', { write: (line) => void logged.push(line) }),
    ...more,
  });

/** Keeps what it was given; fails as often as told. */
function fakeTransport(
  failures: Error[] = [],
): MailTransport & { readonly taken: MailMessage[]; readonly tried: string[] } {
  const taken: MailMessage[] = [];
  const tried: string[] = [];
  return {
    taken,
    tried,
    send: (message) => {
      tried.push(message.messageId);
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      taken.push(message);
      return Promise.resolve();
    },
  };
}

const rows = () => records.selectFrom('mail_outbox').selectAll().orderBy('created_at').execute();
const makeDue = () => sql`UPDATE mail_outbox SET next_at = now()`.execute(records);
const wholeTable = async (): Promise<string> =>
  (await sql<{ text: string }>`SELECT string_agg(m::text, E'\n') AS text FROM mail_outbox m`.execute(records)).rows[0]
    ?.text ?? '';

test('the mail is a file with the password; table and log never show it, and it is gone from the table once sent', async () => {
  const personId = await addPerson('hanako', { name: '髙﨑 花子' });
  await enqueue(personId);
  assert.ok(!(await wholeTable()).includes(Buffer.from(CANARY).toString('hex')));
  const dir = tempDir('mail');
  await relayWith(createEmlFolder(dir));
  const [file = '', ...others] = await readdir(dir);
  assert.deepEqual(others, []);
  const [head = '', body = ''] = (await readFile(join(dir, file), 'latin1')).split('\r\n\r\n');
  assert.match(head, /^ <hanako@example\.jp>$/m);
  assert.ok(Buffer.from(body, 'base64').toString('utf8').includes(`パスワード : ${CANARY}\r\n`));
  const [row] = await rows();
  assert.deepEqual([row?.state, row?.sealed, row?.reason], ['sent', null, null]);
  for (const text of [await wholeTable(), logged.join('')]) {
    assert.ok(!text.includes(CANARY));
    assert.ok(!text.includes('hanako@example.jp'));
  }
  assert.match(logged.join(''), new RegExp(String(row?.mail_id)));
});

test("one person's password is in no other person's mail", async () => {
  const [a, b] = [await addPerson('a'), await addPerson('b')];
  await enqueueMail(
    records,
    pepper,
    [
      [a, 'Secret-of-a'],
      [b, 'Secret-of-b'],
    ].map(([personId = '', oneTimePassword = '']) => ({
      ...{ tenantId, personId, oneTimePassword, kind: 'reissue' as const },
      expiresAt: new Date(Date.now() + 1e6),
    })),
  );
  const transport = fakeTransport();
  await relayWith(transport);
  assert.equal(transport.taken.length, 2);
  for (const { to, text } of transport.taken) {
    const own = to.address === 'a@example.jp' ? 'a' : 'b';
    assert.ok(text.includes(`Secret-of-${own}`) && !text.includes(`Secret-of-${own === 'a' ? 'b' : 'a'}`));
  }
});

test('a change that is undone sends nothing', async () => {
  const personId = await addPerson('a');
  await assert.rejects(
    records.transaction().execute(async (trx) => {
      await enqueueMail(trx, pepper, [
        { tenantId, personId, kind: 'reissue', oneTimePassword: CANARY, expiresAt: new Date(Date.now() + 1e6) },
      ]);
      throw new Error('undone');
    }),
  );
  assert.deepEqual(await rows(), []);
});

for (const [who, more, reason] of [
  ['who may not sign in', { status: 'suspended' }, 'cannot-sign-in'],
  ['who has been removed', { status: 'removed' }, 'cannot-sign-in'],
  ['without an address', { mail: '' }, 'no-address'],
  ['whose address would forge a header', { mail: 'a@example.jp\r\nBcc: all@example.jp' }, 'refused'],
  ['whose name would forge a header', { name: 'a\nSubject: x' }, 'refused'],
] as const) {
  test(`a person ${who} gets no mail, and the password does not stay`, async () => {
    await enqueue(await addPerson('a', more));
    const dir = tempDir('mail');
    await relayWith(createEmlFolder(dir));
    const [row] = await rows();
    assert.deepEqual([row?.state, row?.reason, row?.sealed], ['withheld', reason, null]);
    assert.deepEqual(await readdir(dir), []);
  });
}

test('a password that no longer holds is not sent', async () => {
  await enqueue(await addPerson('a'), CANARY, new Date(Date.now() - 1));
  const transport = fakeTransport();
  await relayWith(transport);
  assert.equal((await rows())[0]?.reason, 'expired');
  assert.deepEqual(transport.tried, []);
});

test('a newer mail replaces one that still waits', async () => {
  const personId = await addPerson('a');
  await enqueue(personId, 'Older-one');
  await enqueue(personId, 'Newer-one');
  const transport = fakeTransport();
  await relayWith(transport);
  assert.equal(transport.taken.length, 1);
  assert.ok(transport.taken[0]?.text.includes('Newer-one'));
  assert.deepEqual((await rows()).map((row) => row.state).sort(), ['sent', 'superseded']);
});

test('a transport that fails is tried again later under the same Message-ID, and its words are not kept', async () => {
  await enqueue(await addPerson('a'));
  const busy = Object.assign(new Error(`451 a@example.jp ${CANARY}`), { code: 'EBUSY' });
  const transport = fakeTransport([busy, new Error(CANARY)]);
  await relayWith(transport);
  const [first] = await rows();
  assert.deepEqual([first?.state, first?.attempts, first?.reason], ['waiting', 1, 'EBUSY']);
  assert.ok(first !== undefined && first.next_at.getTime() > Date.now() + 1_000);
  await relayWith(transport);
  assert.equal(transport.tried.length, 1, 'not before its time');
  await makeDue();
  await relayWith(transport);
  await makeDue();
  await relayWith(transport);
  assert.equal(transport.taken.length, 1);
  assert.equal(new Set(transport.tried).size, 1);
  assert.equal((await rows())[0]?.state, 'sent');
  assert.ok(!logged.join('').includes(CANARY));
});

test('one mail that is refused does not hold up the next', async () => {
  await enqueue(await addPerson('a'));
  await enqueue(await addPerson('b'));
  const transport = fakeTransport([new MailRefused('recipient')]);
  await relayWith(transport);
  assert.deepEqual((await rows()).map((row) => row.state).sort(), ['sent', 'withheld']);
});

test('a server that is down is asked a few times a round, not once for each of many mails', async () => {
  for (let index = 0; index < 8; index += 1) await enqueue(await addPerson(`p${index}`));
  const transport = fakeTransport(Array.from({ length: 6 }, () => new Error('down')));
  await relayWith(transport);
  assert.equal(transport.tried.length, 3);
  await relayWith(transport);
  await makeDue();
  await relayWith(transport);
  assert.deepEqual(
    (await rows()).map((row) => row.state),
    Array.from({ length: 8 }, () => 'sent'),
  );
});

test('two relays at once send each mail once', async () => {
  for (let index = 0; index < 30; index += 1) await enqueue(await addPerson(`p${index}`));
  const transport = fakeTransport();
  await Promise.all([relayWith(transport), relayWith(transport), relayWith(transport)]);
  assert.equal(transport.tried.length, 30);
  assert.equal(new Set(transport.tried).size, 30);
});

test('a sealed password opens only in its own row and with its own key', async () => {
  const [a, b] = [await addPerson('a'), await addPerson('b')];
  await enqueue(a, 'Secret-of-a');
  await enqueue(b, 'Secret-of-b');
  await sql`UPDATE mail_outbox m SET sealed = o.sealed FROM mail_outbox o WHERE o.mail_id <> m.mail_id`.execute(
    records,
  );
  const transport = fakeTransport();
  await relayWith(transport);
  await enqueue(a);
  await relayWith(transport, { pepper: randomBytes(32) });
  assert.deepEqual(transport.tried, []);
  assert.deepEqual(
    (await rows()).map((row) => row.reason),
    ['unreadable', 'unreadable', 'unreadable'],
  );
});

test('settled rows are forgotten after a while, waiting ones never', async () => {
  await enqueue(await addPerson('a'));
  await relayWith(fakeTransport());
  await enqueue(await addPerson('b'));
  await sql`UPDATE mail_outbox SET created_at = now() - interval '1 year', settled_at = settled_at - interval '91 days'`.execute(
    records,
  );
  await forgetSettledMails(records);
  assert.deepEqual(
    (await rows()).map((row) => row.state),
    ['waiting'],
  );
});
