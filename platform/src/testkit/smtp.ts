import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

/** For tests of TLS on this machine only: self-signed for localhost, known to the world. */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBqDCCAU6gAwIBAgIULXMTTStSL+H5KsSUwiLk7F6axsowCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjExMzg1NVoYDzIxMjYxMDI5
MTEzODU1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQgq8ZNC+auvu9nMhASzjkKPT9zeSeZfrpH0Ufn2Jcyxcc+KouASLlO
2PuzvDHvQ7l8rk+W+Z6Wx5r0d0Y4Fkn3o3wwejAdBgNVHQ4EFgQUQDzXks30zoqk
MqUMKaearfCHrgowHwYDVR0jBBgwFoAUQDzXks30zoqkMqUMKaearfCHrgowDwYD
VR0TAQH/BAUwAwEB/zAnBgNVHREEIDAegglsb2NhbGhvc3SCEW1haWwuZXhhbXBs
ZS50ZXN0MAoGCCqGSM49BAMCA0gAMEUCIQCRmSHYi2yBxz1PIF6KRaiOSyui1RfD
Vq0iO39ZyMjZ2AIgQLk32okAeYuGie0Z+bONZnhmbSGnMn6bKjZhjEwhjuM=
-----END CERTIFICATE-----
`;
const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1kk/Uke9siujVW1n
Y3lHuuDLqtoHoX4DfaVuHHtmub6hRANCAAQgq8ZNC+auvu9nMhASzjkKPT9zeSeZ
frpH0Ufn2Jcyxcc+KouASLlO2PuzvDHvQ7l8rk+W+Z6Wx5r0d0Y4Fkn3
-----END PRIVATE KEY-----
`;

export interface TestMail {
  readonly from: string;
  readonly to: string;
  readonly content: string;
  readonly wasEncrypted: boolean;
  readonly login: string | undefined;
}

export interface TestSmtpBehaviour {
  /** Encrypted from the first byte. */
  readonly implicitTls?: boolean;
  readonly offersStartTls?: boolean;
  readonly authMethods?: readonly string[];
  /** Status and words of a no, by step. */
  readonly refusals?: Partial<Record<'GREETING' | 'AUTH' | 'MAIL' | 'RCPT' | 'CONTENT', readonly [number, string]>>;
}

export interface TestSmtpServer {
  readonly port: number;
  readonly mails: TestMail[];
  /** Sign-ins, senders and recipients that came in. */
  readonly asked: { readonly step: 'AUTH' | 'MAIL' | 'RCPT'; readonly wasEncrypted: boolean }[];
  stop(): Promise<void>;
}

/** A mail server on 127.0.0.1 that keeps to RFC 5321 (smtp-server), with our certificate. */
export async function startTestSmtp(behaviour: TestSmtpBehaviour = {}): Promise<TestSmtpServer> {
  const mails: TestMail[] = [];
  const asked: TestSmtpServer['asked'] = [];
  const server = new SMTPServer(optionsOf(behaviour, mails, asked));
  // A client that breaks the handshake off is what some tests are about.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    asked,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function optionsOf(behaviour: TestSmtpBehaviour, mails: TestMail[], asked: TestSmtpServer['asked']): SMTPServerOptions {
  const { implicitTls = false, offersStartTls = false, authMethods = [], refusals = {} } = behaviour;
  const noOf = (step: keyof typeof refusals): Error | undefined => {
    const [responseCode, words] = refusals[step] ?? [];
    return words === undefined ? undefined : Object.assign(new Error(words), { responseCode });
  };
  return {
    ...{
      key: TEST_KEY,
      cert: TEST_CERTIFICATE,
      secure: implicitTls,
      disabledCommands: offersStartTls ? [] : ['STARTTLS'],
    },
    ...{ authMethods: [...authMethods], authOptional: true, allowInsecureAuth: true, closeTimeout: 100 },
    onConnect: (_session, done) => done(noOf('GREETING')),
    onAuth: ({ username, password }, { secure }, done) => {
      asked.push({ step: 'AUTH', wasEncrypted: secure });
      const no = noOf('AUTH');
      done(no, no === undefined ? { user: `${username} ${password}` } : undefined);
    },
    onMailFrom: (_address, { secure }, done) => {
      asked.push({ step: 'MAIL', wasEncrypted: secure });
      done(noOf('MAIL'));
    },
    onRcptTo: (_address, { secure }, done) => {
      asked.push({ step: 'RCPT', wasEncrypted: secure });
      done(noOf('RCPT'));
    },
    onData: (stream, { envelope, secure, user }, done) => {
      void text(stream).then((content) => {
        const no = noOf('CONTENT');
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address).join(' ');
        if (no === undefined) mails.push({ from, to, content, wasEncrypted: secure, login: user });
        done(no);
      });
    },
  };
}

/**
 * A server that does not keep to the rules: says its replies one after the other, whatever it is asked, and then what `atTheEnd` says. A mail's
 * lines are read as one question.
 */
export async function startRudeSmtp(
  replies: readonly string[],
  atTheEnd: 'hang up' | 'say nothing',
): Promise<{ readonly port: number; readonly received: string[]; stop(): Promise<void> }> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let next = 0;
    const reply = (): void => {
      const words = replies[next++];
      if (words !== undefined) socket.write(`${words}\r\n`);
      else if (atTheEnd === 'hang up') socket.destroy();
    };
    let rest = '';
    let isInMail = false;
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        received.push(line);
        if (isInMail && line !== '.') continue;
        isInMail = line === 'DATA';
        reply();
      }
    });
    reply();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
