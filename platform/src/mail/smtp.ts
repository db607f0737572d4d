import { hostname } from 'node:os';
import type { SecureContextOptions } from 'node:tls';
import { createTransport } from 'nodemailer';
import { MailRefused, writeMessage } from './message.ts';
import type { MailTransport } from './message.ts';
import type { SmtpServer } from './smtp-config.ts';
import { smtpFailureOf } from './smtp-failure.ts';

export interface SmtpOptions {
  /** Certificates to trust beside the system's: a company's own authority. */
  readonly trust?: SecureContextOptions;
  readonly silenceMs?: number;
}

/** A server that says nothing for so long is not there (RFC 5321 asks for minutes; mails here have a row that waits instead). */
const SILENCE_MS = 30_000;
/** A reply is some lines; more is not SMTP. */
const MOST_REPLY_BYTES = 64 * 1024;

/**
 * Hands one mail to a server in one conversation of its own (nodemailer speaks it). Once the server has said 250 to the whole mail it is sent,
 * whatever comes after; a line that breaks before that leaves it open, and the repeat carries the same Message-ID. Only "no such address" is
 * for good; every other no, a refused sign-in or relaying included, is tried again: an administrator can repair it.
 */
export function createSmtp(server: SmtpServer, options: SmtpOptions = {}): MailTransport {
  const transport = createTransport(optionsOf(server, options));
  return {
    send: async (message) => {
      // Written here and sent as it is: what goes out is what the tests of writeMessage have seen, the .eml files too.
      const raw = writeMessage(message);
      try {
        await transport.sendMail({ envelope: { from: message.from.address, to: message.to.address }, raw });
      } catch (err) {
        const failure = smtpFailureOf(err);
        throw failure === 'no such address' ? new MailRefused('recipient') : failure;
      }
    },
  };
}

function optionsOf({ host, port, tls, login }: SmtpServer, { trust, silenceMs = SILENCE_MS }: SmtpOptions) {
  return {
    ...{ host, port, name: hostname().replaceAll(/[^A-Za-z0-9.-]/g, '') || 'localhost' },
    secure: tls === 'implicit',
    // A server, or someone between, that does not offer encryption gets nothing.
    requireTLS: tls === 'required',
    // On this machine a certificate for its public name would only stand in the way.
    ignoreTLS: tls === 'none',
    tls: { ...trust },
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    ...{ connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs, dnsTimeout: silenceMs },
    maxResponseSize: MOST_REPLY_BYTES,
    // Texts of a mail never name files or addresses to be fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}
