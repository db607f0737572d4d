import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MailRefused, writeMessage } from './message.ts';
import type { MailMessage } from './message.ts';
import { parseSmtpUrl } from './smtp-config.ts';
import type { SmtpServer } from './smtp-config.ts';
import { SmtpFailed } from './smtp-failure.ts';
import { startRudeSmtp, startTestSmtp, TEST_CERTIFICATE } from '../testkit/smtp.ts';
import type { TestSmtpBehaviour, TestSmtpServer } from '../testkit/smtp.ts';
import { createSmtp } from './smtp.ts';

const SECRET = 'Sesame-in-mail-1';
const MAIL: MailMessage = {
  messageId: '0198c1a2-0000-7000-8000-000000000001@example.jp',
  date: new Date('2026-03-10T10:00:00+09:00'),
  from: { name: '勤務レンズ', address: 'kinmu@example.jp' },
  to: { name: '髙﨑 花子', address: 'hanako@example.jp' },
  subject: '[勤務レンズ]利用開始のご案内',
  text: `.一行目\n.\n${SECRET}\n`,
};
const LOGIN = { user: 'kinmu', password: 'Sesame-of-server-1' };

async function withServer(
  behaviour: TestSmtpBehaviour,
  work: (server: TestSmtpServer) => Promise<void>,
): Promise<void> {
  const server = await startTestSmtp(behaviour);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}
const send = (
  { port }: { readonly port: number },
  more: Partial<SmtpServer> = {},
  ca: string | undefined = TEST_CERTIFICATE,
): Promise<void> =>
  createSmtp(
    { host: 'localhost', port, tls: 'none', login: undefined, ...more },
    // Only a server that falls silent is waited for so long.
    { silenceMs: 1_000, ...(ca === '' ? {} : { trust: { ca } }) },
  ).send(MAIL);

test('a mail is taken whole and byte for byte, with its envelope', async () => {
  await withServer({}, async (server) => {
    await send(server);
    const [mail] = server.mails;
    assert.deepEqual([mail?.from, mail?.to, mail?.login], ['kinmu@example.jp', 'hanako@example.jp', undefined]);
    assert.equal(mail?.content, writeMessage(MAIL).toString());
  });
});

for (const [what, behaviour, more] of [
  ['STARTTLS', { offersStartTls: true, authMethods: ['PLAIN', 'LOGIN'] }, { tls: 'required', login: LOGIN }],
  ['TLS from the first byte', { implicitTls: true, authMethods: ['LOGIN'] }, { tls: 'implicit', login: LOGIN }],
] as const) {
  test(`${what}: sign-in and mail are encrypted`, async () => {
    await withServer(behaviour, async (server) => {
      await send(server, more);
      assert.equal(server.mails[0]?.wasEncrypted, true);
      assert.equal(server.mails[0].login, 'kinmu Sesame-of-server-1');
      assert.deepEqual(
        server.asked.map(({ step, wasEncrypted }) => [step, wasEncrypted]),
        [
          ['AUTH', true],
          ['MAIL', true],
          ['RCPT', true],
        ],
      );
    });
  });
}

for (const [what, behaviour, more, ca] of [
  [
    'a server that does not offer encryption',
    { authMethods: ['PLAIN'] },
    { tls: 'required', login: LOGIN },
    TEST_CERTIFICATE,
  ],
  ['an unknown certificate at STARTTLS', { offersStartTls: true }, { tls: 'required' }, ''],
  ['an unknown certificate at once', { implicitTls: true }, { tls: 'implicit' }, ''],
  [
    'a certificate for another name',
    { offersStartTls: true },
    { tls: 'required', host: '127.0.0.1' },
    TEST_CERTIFICATE,
  ],
  ['clear text on a line that should be encrypted', {}, { tls: 'implicit' }, TEST_CERTIFICATE],
] as const) {
  test(`${what}: neither sign-in nor mail is sent`, async () => {
    await withServer(behaviour, async (server) => {
      await assert.rejects(send(server, more, ca), SmtpFailed);
      assert.deepEqual([server.asked, server.mails], [[], []]);
    });
  });
}

test('words put in before encryption are not taken for the server’s: no sign-in, no mail', async () => {
  const server = await startRudeSmtp(
    ['220 rude', '250-rude\r\n250 STARTTLS', '220 go ahead\r\n250 rude\r\n235 in\r\n250 ok'],
    'say nothing',
  );
  await assert.rejects(send(server, { tls: 'required', login: LOGIN }), SmtpFailed);
  await server.stop();
  const words = server.received.map((line) => line.split(' ')[0]);
  assert.ok(!words.some((word) => ['AUTH', 'MAIL', 'RCPT', 'DATA'].includes(word ?? '')), words.join());
});

for (const [what, refusals, code] of [
  ['a busy server', { GREETING: [421, 'busy'] }, 'SMTP_421_AT_CONN'],
  ['a greylisting server', { RCPT: [451, `4.7.1 later ${SECRET}`] }, 'SMTP_451_AT_RCPT'],
  ['a full mailbox', { RCPT: [552, '5.2.2 full'] }, 'SMTP_552_AT_RCPT'],
  ['a server that does not relay', { RCPT: [554, '5.7.1 no relaying'] }, 'SMTP_554_AT_RCPT'],
  ['a refused sender', { MAIL: [550, '5.7.1 not you'] }, 'SMTP_550_AT_MAIL'],
  ['a refused mail', { CONTENT: [554, '5.7.1 looks odd'] }, 'SMTP_554_AT_CONTENT'],
] as const) {
  test(`${what}: to be tried again, and its words are dropped`, async () => {
    await withServer({ refusals }, (server) =>
      assert.rejects(send(server), (err) => {
        assert.ok(err instanceof SmtpFailed);
        assert.equal(err.code, code);
        return !`${err.message} ${err.stack} ${String(err.cause)}`.includes(SECRET);
      }),
    );
  });
}

const UP_TO_DATA = ['220 rude', '250 rude', '250 sender', '250 recipient'];
for (const [what, replies, atTheEnd, code] of [
  ['a line that breaks before the answer', [...UP_TO_DATA, '354 go on'], 'hang up', /^SMTP_LOST_AT_/],
  ['a server that falls silent', UP_TO_DATA, 'say nothing', /^SMTP_LOST_AT_/],
  ['an answer that never ends', ['220 rude', '250-x'.repeat(20_000)], 'say nothing', /^SMTP_LOST_AT_/],
] as const) {
  test(`${what}: to be tried again`, async () => {
    const server = await startRudeSmtp(replies, atTheEnd);
    await assert.rejects(send(server), (err) => err instanceof SmtpFailed && code.test(err.code));
    await server.stop();
  });
}

test('no such address: refused for good', async () => {
  for (const [status, words] of [
    [550, '5.1.1 unknown'],
    [550, '5.1.10 null mx'],
    [553, '5.1.3 syntax'],
  ] as const)
    await withServer({ refusals: { RCPT: [status, words] } }, async (server) => {
      await assert.rejects(send(server), MailRefused);
      assert.deepEqual(server.mails, []);
    });
});

test('a refused sign-in, and a server that is not there, are to be tried again', async () => {
  await withServer({ authMethods: ['PLAIN'], refusals: { AUTH: [535, '5.7.8 no'] } }, async (server) => {
    await assert.rejects(send(server, { login: LOGIN }), { code: 'SMTP_535_AT_AUTH' });
  });
  const gone = await startTestSmtp();
  await gone.stop();
  await assert.rejects(send(gone), { code: 'SMTP_LOST_AT_CONN' });
});

test('250 behind the mail is what counts: a server that then hangs up has it', async () => {
  const server = await startRudeSmtp([...UP_TO_DATA, '354 go on', '250 taken'], 'hang up');
  await send(server);
  await server.stop();
  assert.ok(server.received.includes('.'));
});

test('an SMTP URL says host, port, encryption and sign-in; in clear only to this machine', () => {
  assert.deepEqual(parseSmtpUrl('smtp://mail.example.jp'), {
    host: 'mail.example.jp',
    port: 587,
    tls: 'required',
    login: undefined,
  });
  assert.deepEqual(parseSmtpUrl('smtps://a%40b:p%3Aw@mail.example.jp'), {
    ...{ host: 'mail.example.jp', port: 465, tls: 'implicit' },
    login: { user: 'a@b', password: 'p:w' },
  });
  assert.equal(parseSmtpUrl('smtp://127.0.0.1:25').tls, 'none');
  assert.equal(parseSmtpUrl('smtp://[::1]:25').host, '::1');
  for (const text of ['http://mail.example.jp', 'smtp://', 'mail.example.jp'])
    assert.throws(() => parseSmtpUrl(text), text);
});
