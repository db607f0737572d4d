import { hostname } from 'node:os';
import type { SecureContextOptions } from 'node:tls';
import { MailRefused, writeMessage } from './message.ts';
import type { MailMessage, MailTransport } from './message.ts';
import type { SmtpServer } from './smtp-config.ts';
import { SmtpConnection, SmtpFailed } from './smtp-connection.ts';
import type { SmtpReply } from './smtp-connection.ts';

export interface SmtpOptions {
  /** Certificates to trust beside the system's: a company's own authority. */
  readonly trust?: SecureContextOptions;
  readonly silenceMs?: number;
}

/**
 * Hands one mail to a server in one conversation of its own. Once the server has said 250 to the whole mail it is sent, whatever comes after;
 * a line that breaks before that leaves it open, and the repeat carries the same Message-ID. Only "no such address" is for good; every other
 * no, a refused sign-in or relaying included, is tried again: an administrator can repair it.
 */
export const createSmtp = (server: SmtpServer, options: SmtpOptions = {}): MailTransport => ({
  send: async (message) => {
    const bytes = writeMessage(message);
    const connection = SmtpConnection.open(server, options.trust ?? {}, options.silenceMs);
    try {
      await introduce(connection, server, options.trust ?? {});
      await deliver(connection, message, bytes);
    } catch (err) {
      connection.close();
      throw err;
    }
    connection.quit();
  },
});

async function introduce(connection: SmtpConnection, server: SmtpServer, trust: SecureContextOptions): Promise<void> {
  expectStatus('GREETING', await connection.ask('GREETING'), 220);
  let abilities = await sayHello(connection);
  if (server.tls === 'required') {
    // A server, or someone between, that does not offer encryption gets nothing.
    if (!abilities.has('STARTTLS')) throw new SmtpFailed('STARTTLS', 502);
    expectStatus('STARTTLS', await connection.ask('STARTTLS', 'STARTTLS'), 220);
    await connection.startTls(server.host, trust);
    abilities = await sayHello(connection);
  }
  if (server.login === undefined) return;
  const { user, password } = server.login;
  const methods = (abilities.get('AUTH') ?? '').toUpperCase().split(' ');
  if (methods.includes('PLAIN')) {
    expectStatus('AUTH', await connection.ask('AUTH', `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`), 235);
  } else {
    expectStatus('AUTH', await connection.ask('AUTH', 'AUTH LOGIN'), 334);
    expectStatus('AUTH', await connection.ask('AUTH', base64(user)), 334);
    expectStatus('AUTH', await connection.ask('AUTH', base64(password)), 235);
  }
}

/** What the server can do: keyword → parameters. */
async function sayHello(connection: SmtpConnection): Promise<Map<string, string>> {
  const own = hostname().replaceAll(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  const reply = await connection.ask('EHLO', `EHLO ${own}`);
  expectStatus('EHLO', reply, 250);
  return new Map(
    reply.lines.slice(1).map((line) => {
      const [keyword = '', ...parameters] = line.split(' ');
      return [keyword.toUpperCase(), parameters.join(' ')];
    }),
  );
}

/** RFC 3463: bad mailbox, bad host, bad syntax, moved away, null MX. */
const NO_SUCH_ADDRESS = /^5\.1\.(?:1|2|3|6|10)\b/;

async function deliver(connection: SmtpConnection, message: MailMessage, bytes: Buffer): Promise<void> {
  // Both addresses have passed writeMessage: no bracket, blank or line end is in them.
  expectStatus('MAIL', await connection.ask('MAIL', `MAIL FROM:<${message.from.address}>`), 250);
  const recipient = await connection.ask('RCPT', `RCPT TO:<${message.to.address}>`);
  if (recipient.status >= 500 && NO_SUCH_ADDRESS.test(recipient.lines[0] ?? '')) throw new MailRefused('recipient');
  // 251: taken, though the person is elsewhere.
  if (recipient.status !== 251) expectStatus('RCPT', recipient, 250);
  expectStatus('DATA', await connection.ask('DATA', 'DATA'), 354);
  // A line of base64 or a header never begins with a dot, but the law is the law.
  const stuffed = bytes.toString('latin1').replaceAll(/^\./gm, '..');
  expectStatus('CONTENT', await connection.ask('CONTENT', Buffer.from(`${stuffed}.\r\n`, 'latin1')), 250);
}

function expectStatus(step: string, reply: SmtpReply, expected: number): void {
  if (reply.status !== expected) throw new SmtpFailed(step, reply.status);
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
