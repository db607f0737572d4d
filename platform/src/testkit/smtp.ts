import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

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
  readonly authMethods?: string;
  /** Answers by command word (`CONTENT`: behind the mail); `hang up`: ends the line instead. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Sent together with the go-ahead for TLS, as someone between would. */
  readonly injected?: string;
}

export interface TestSmtpServer {
  readonly port: number;
  readonly mails: TestMail[];
  /** Every line that came in, in clear or not. */
  readonly lines: { readonly text: string; readonly wasEncrypted: boolean }[];
  stop(): Promise<void>;
}

/** A mail server on 127.0.0.1 that keeps to RFC 5321 where it is not told otherwise. */
export async function startTestSmtp(behaviour: TestSmtpBehaviour = {}): Promise<TestSmtpServer> {
  const mails: TestMail[] = [];
  const lines: { text: string; wasEncrypted: boolean }[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(behaviour.implicitTls === true ? secure(socket) : socket, behaviour, { mails, lines });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    lines,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const secure = (socket: Socket): TLSSocket => {
  const secured = new TLSSocket(socket, { isServer: true, key: TEST_KEY, cert: TEST_CERTIFICATE });
  secured.on('error', () => undefined);
  return secured;
};

function serve(
  socket: Socket,
  behaviour: TestSmtpBehaviour,
  kept: Pick<TestSmtpServer, 'mails' | 'lines'>,
  isAgain = false,
): void {
  const wasEncrypted = socket instanceof TLSSocket;
  let [from, to, content, login]: [string, string, string | undefined, string | undefined] = [
    '',
    '',
    undefined,
    undefined,
  ];
  let loginSteps: string[] | undefined;
  const say = (word: string, usual: string): void => {
    const answer = behaviour.answers?.[word] ?? usual;
    if (answer === 'hang up') socket.destroy();
    else if (answer !== 'say nothing') socket.write(`${answer}\r\n`);
  };
  const take = (line: string): void => {
    kept.lines.push({ text: line, wasEncrypted });
    const word = (line.split(/[ :]/)[0] ?? '').toUpperCase();
    if (content !== undefined) {
      if (line !== '.') return void (content += `${line.replace(/^\./, '')}\r\n`);
      if (behaviour.answers?.CONTENT === undefined || behaviour.answers.CONTENT === 'hang up')
        kept.mails.push({ from, to, content, wasEncrypted, login });
      content = undefined;
      return say('CONTENT', '250 2.0.0 taken');
    }
    if (loginSteps !== undefined) {
      loginSteps.push(Buffer.from(line, 'base64').toString());
      if (loginSteps.length === 1) return say('AUTH', '334 UGFzc3dvcmQ6');
      login = loginSteps.join(' ');
      loginSteps = undefined;
      return say('AUTH', '235 welcome');
    }
    if (word === 'EHLO') {
      const more = [
        behaviour.offersStartTls === true && !wasEncrypted ? 'STARTTLS' : '',
        behaviour.authMethods ? `AUTH ${behaviour.authMethods}` : '',
      ];
      return say(
        word,
        ['250-test', ...more.filter((each) => each !== '').map((each) => `250-${each}`), '250 8BITMIME'].join('\r\n'),
      );
    }
    if (word === 'STARTTLS') {
      socket.removeAllListeners('data');
      socket.write(`220 go ahead\r\n${behaviour.injected ?? ''}`);
      return serve(secure(socket), behaviour, kept, true);
    }
    if (word === 'AUTH' && line.startsWith('AUTH PLAIN ')) {
      login = Buffer.from(line.slice(11), 'base64').toString().split('\0').slice(1).join(' ');
      return say('AUTH', '235 welcome');
    }
    if (word === 'AUTH') {
      loginSteps = [];
      return say('AUTH', '334 VXNlcm5hbWU6');
    }
    if (word === 'MAIL') from = line.slice(11, -1);
    if (word === 'RCPT') to = line.slice(9, -1);
    if (word === 'DATA') {
      say(word, '354 go on');
      if (behaviour.answers?.DATA === undefined) content = '';
      return;
    }
    say(word, word === 'QUIT' ? '221 bye' : '250 2.1.0 ok');
  };
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const pieces = (rest + chunk.toString('latin1')).split('\r\n');
    rest = pieces.pop() ?? '';
    for (const line of pieces) take(line);
  });
  if (!isAgain) say('GREETING', '220-test\r\n220 ready');
}
