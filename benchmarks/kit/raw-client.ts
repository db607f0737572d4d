import { connect } from 'node:net';

export interface RawRequest {
  readonly token: string;
  readonly body: Uint8Array;
}

/** Status and body of an answer with a length. */
interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

const HEADER_END = '\r\n\r\n';

/**
 * Sends uploads over kept connections, one request in flight on each, as fast as the answers come. Ends when the requests do or the time is over; answers
 * how many were taken, and in what time.
 *
 * @throws on any status but the expected one, or a text that `check` does not like
 */
export type Pour = (options: {
  readonly port: number;
  readonly connections: number;
  readonly status: number;
  readonly ms: number;
  /** Undefined: there are no more. */
  readonly next: () => RawRequest | undefined;
  readonly check?: (text: string) => boolean;
}) => Promise<{ taken: number; ms: number }>;

/** By sockets alone: a client that costs next to nothing, so that what is measured is the server. */
export const pourBySockets: Pour = async (options) => {
  const startedAt = performance.now();
  let taken = 0;
  const one = async (): Promise<void> => {
    const connection = await open(options.port);
    while (performance.now() - startedAt < options.ms) {
      const request = options.next();
      if (request === undefined) break;
      const { status, text } = await connection.exchange(request);
      if (status !== options.status || options.check?.(text) === false) throw new Error(`HTTP ${status}: ${text}`);
      taken += 1;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: options.connections }, one));
  return { taken, ms: performance.now() - startedAt };
};

/** A kept connection: one exchange at a time. */
export async function open(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve: (answer: RawAnswer) => void; reject: (err: Error) => void } | undefined;
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    waiting?.resolve(answer);
  });
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')));
  return {
    exchange: ({ token, body }: RawRequest): Promise<RawAnswer> => {
      const head = `POST /v1/batches HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.cork();
        socket.write(head, 'latin1');
        socket.write(body);
        socket.uncork();
      });
    },
    close: () => {
      waiting = undefined;
      socket.destroy();
    },
  };
}

function readAnswer(received: Buffer): RawAnswer | undefined {
  const end = received.indexOf(HEADER_END);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const from = end + HEADER_END.length;
  if (received.length < from + length) return undefined;
  return { status: Number(head.slice(9, 12)), text: received.toString('utf8', from, from + length) };
}
