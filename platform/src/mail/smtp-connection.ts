import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import type { SmtpServer } from './smtp-config.ts';

export interface SmtpReply {
  readonly status: number;
  /** Text of each line behind the status. */
  readonly lines: readonly string[];
}

/** The server said no, or went away. `code` is safe to keep; the server's words may repeat an address and are dropped. */
export class SmtpFailed extends Error {
  readonly code: string;
  readonly status: number | undefined;
  constructor(step: string, status?: number) {
    super(status === undefined ? `the mail server is gone at ${step}` : `the mail server answers ${status} to ${step}`);
    this.name = 'SmtpFailed';
    this.code = status === undefined ? `SMTP_LOST_AT_${step}` : `SMTP_${status}_AT_${step}`;
    this.status = status;
  }
}

/** A server that says nothing for so long is not there (RFC 5321 asks for minutes; mails here have a row that waits instead). */
const SILENCE_MS = 30_000;
/** A reply is some lines; more is not SMTP. */
const MOST_REPLY_BYTES = 64 * 1024;

/** One conversation: a command, its reply, the next command. Never two commands under way, so a reply has one meaning. */
export class SmtpConnection {
  #socket: Socket;
  #received = '';
  #isOver = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  static open(server: SmtpServer, trust: SecureContextOptions, silenceMs = SILENCE_MS): SmtpConnection {
    const { host, port } = server;
    const socket =
      server.tls === 'implicit' ? connectTls({ host, port, ...trust, ...nameOf(host) }) : connectTcp({ host, port });
    socket.setTimeout(silenceMs, () => socket.destroy());
    return new SmtpConnection(socket);
  }

  /** The same conversation, encrypted from here on. */
  async startTls(host: string, trust: SecureContextOptions): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners('data');
    // Words sent ahead in clear would be read as if they had come encrypted.
    if (this.#received !== '') throw new SmtpFailed('STARTTLS');
    const silenceMs = plain.timeout ?? SILENCE_MS;
    plain.setTimeout(0);
    this.#socket = connectTls({ socket: plain, host, ...trust, ...nameOf(host) });
    this.#socket.setTimeout(silenceMs, () => this.#socket.destroy());
    const secured = new Promise<void>((resolve, reject) => {
      this.#socket.once('secureConnect', resolve);
      this.#socket.once('error', reject);
      this.#socket.once('close', () => reject(new SmtpFailed('TLS')));
    });
    this.#listen();
    await secured;
  }

  /** Sends a line (undefined: waits for the greeting) and gives the reply; `step` names it without what it holds. */
  async ask(step: string, line?: string | Buffer): Promise<SmtpReply> {
    if (line !== undefined) this.#socket.write(Buffer.isBuffer(line) ? line : `${line}\r\n`);
    for (;;) {
      const reply = this.#takeReply();
      if (reply !== undefined) return reply;
      if (this.#isOver || this.#received.length > MOST_REPLY_BYTES) throw new SmtpFailed(step);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Says goodbye without waiting for an answer: what matters has been answered. */
  quit(): void {
    this.#socket.end('QUIT\r\n');
  }

  close(): void {
    this.#socket.destroy();
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.toString('latin1');
      this.#wake();
    });
    // The reason is in `ask`: whatever broke, the conversation is over.
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
  }

  /** `250-first`, `250-second`, `250 last`: complete only with the line that has a blank. */
  #takeReply(): SmtpReply | undefined {
    const match = /^(?:\d{3}-[^\r\n]*\r?\n)*(\d{3})(?: [^\r\n]*)?\r?\n/.exec(this.#received);
    if (match === null) return undefined;
    this.#received = this.#received.slice(match[0].length);
    const lines = match[0].trimEnd().split(/\r?\n/);
    return { status: Number(match[1]), lines: lines.map((line) => line.slice(4)) };
  }
}

/** The certificate is checked against `host`; a name is also told to the server, an address may not be (RFC 6066). */
const nameOf = (host: string): { servername?: string } => (/^[\d.]+$|:/.test(host) ? {} : { servername: host });
