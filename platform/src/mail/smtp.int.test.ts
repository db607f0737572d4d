import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MailRefused } from './message.ts';
import type { MailMessage } from './message.ts';
import { parseSmtpUrl } from './smtp-config.ts';
import type { SmtpServer } from './smtp-config.ts';
import { SmtpFailed } from './smtp-connection.ts';
import { startTestSmtp, TEST_CERTIFICATE } from '../testkit/smtp.ts';
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
  server: TestSmtpServer,
  more: Partial<SmtpServer> = {},
  ca: string | undefined = TEST_CERTIFICATE,
): Promise<void> =>
  createSmtp(
    { host: 'localhost', port: server.port, tls: 'none', login: undefined, ...more },
    { silenceMs: 400, ...(ca === '' ? {} : { trust: { ca } }) },
  ).send(MAIL);

test('a mail is taken whole, with its envelope, and the conversation ends politely', async () => {
  await withServer({}, async (server) => {
    await send(server);
    const [mail] = server.mails;
    assert.deepEqual([mail?.from, mail?.to, mail?.login], ['kinmu@example.jp', 'hanako@example.jp', undefined]);
    const [head = '', body = ''] = mail?.content.split('\r\n\r\n') ?? [];
    assert.match(head, /Message-ID: <0198c1a2-0000-7000-8000-000000000001@example\.jp>/);
    assert.equal(Buffer.from(body, 'base64').toString(), MAIL.text.replaceAll('\n', '\r\n'));
  });
});

for (const [what, behaviour, more] of [
  ['STARTTLS', { offersStartTls: true, authMethods: 'PLAIN LOGIN' }, { tls: 'required', login: LOGIN }],
  ['TLS from the first byte', { implicitTls: true, authMethods: 'LOGIN' }, { tls: 'implicit', login: LOGIN }],
] as const) {
  test(`${what}: sign-in and mail are encrypted`, async () => {
    await withServer(behaviour, async (server) => {
      await send(server, more);
      assert.equal(server.mails[0]?.wasEncrypted, true);
      assert.equal(server.mails[0].login, 'kinmu Sesame-of-server-1');
      const clear = server.lines.filter((line) => !line.wasEncrypted).map((line) => line.text.split(' ')[0]);
      assert.deepEqual(clear, what === 'STARTTLS' ? ['EHLO', 'STARTTLS'] : []);
    });
  });
}

for (const [what, behaviour, more, ca] of [
  [
    'a server that does not offer encryption',
    { authMethods: 'PLAIN' },
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
  [
    'words put in before encryption',
    { offersStartTls: true, injected: '250 2.0.0 ok\r\n' },
    { tls: 'required' },
    TEST_CERTIFICATE,
  ],
  ['clear text on a line that should be encrypted', {}, { tls: 'implicit' }, TEST_CERTIFICATE],
] as const) {
  test(`${what}: neither sign-in nor mail is sent`, async () => {
    await withServer(behaviour, async (server) => {
      await assert.rejects(send(server, more, ca));
      const text = server.lines.map((line) => line.text).join('\n');
      assert.ok(!/AUTH|MAIL|DATA/.test(text), text);
      assert.deepEqual(server.mails, []);
    });
  });
}

for (const [what, answers, code] of [
  ['a busy server', { GREETING: '421 busy' }, 'SMTP_421_AT_GREETING'],
  ['a greylisting server', { RCPT: `451 4.7.1 later ${SECRET}` }, 'SMTP_451_AT_RCPT'],
  ['a full mailbox', { RCPT: '552 5.2.2 full' }, 'SMTP_552_AT_RCPT'],
  ['a server that does not relay', { RCPT: '554 5.7.1 no relaying' }, 'SMTP_554_AT_RCPT'],
  ['a refused sender', { MAIL: '550 5.7.1 not you' }, 'SMTP_550_AT_MAIL'],
  ['a refused mail', { CONTENT: '554 5.7.1 looks odd' }, 'SMTP_554_AT_CONTENT'],
  ['a line that breaks before the answer', { CONTENT: 'hang up' }, 'SMTP_LOST_AT_CONTENT'],
  ['a server that falls silent', { DATA: 'say nothing' }, 'SMTP_LOST_AT_DATA'],
  ['an answer that never ends', { EHLO: '250-x'.repeat(20_000) }, 'SMTP_LOST_AT_EHLO'],
] as const) {
  test(`${what}: to be tried again, and its words are dropped`, async () => {
    await withServer({ answers }, async (server) => {
      await assert.rejects(send(server), (err) => {
        assert.ok(err instanceof SmtpFailed);
        assert.equal(err.code, code);
        return !err.message.includes(SECRET);
      });
    });
  });
}

test('no such address: refused for good', async () => {
  for (const answer of ['550 5.1.1 unknown', '550-5.1.10 null\r\n550 5.1.10 mx', '553 5.1.3 syntax'])
    await withServer({ answers: { RCPT: answer } }, async (server) => {
      await assert.rejects(send(server), MailRefused);
      assert.deepEqual(server.mails, []);
    });
});

test('a refused sign-in, and a server that is not there, are to be tried again', async () => {
  await withServer({ authMethods: 'PLAIN', answers: { AUTH: '535 5.7.8 no' } }, async (server) => {
    await assert.rejects(send(server, { login: LOGIN }), { code: 'SMTP_535_AT_AUTH' });
  });
  const gone = await startTestSmtp();
  await gone.stop();
  await assert.rejects(send(gone), { code: 'SMTP_LOST_AT_GREETING' });
});

test('250 behind the mail is what counts: a server that then hangs up has it', async () => {
  await withServer({ answers: { QUIT: 'hang up' } }, async (server) => {
    await send(server);
    assert.equal(server.mails.length, 1);
  });
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
