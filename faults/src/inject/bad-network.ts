import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { pause } from '#platform/jitter.ts';

/** What becomes of one connection. */
const MANNERS = ['slow', 'slices', 'resetUp', 'resetDown', 'silent'] as const;
type Manner = (typeof MANNERS)[number];

export interface BadNetwork {
  readonly url: string;
  readonly met: Readonly<Record<Manner, number>>;
  stop(): Promise<void>;
}

const LATENCY_MS = 400;
const SLICE_BYTES = 64;

/** A way to the server on which each connection is slow, cut into slices, reset while sending or while answering, or half-open. */
export async function startBadNetwork(target: string, random: () => number): Promise<BadNetwork> {
  const { hostname, port } = new URL(target);
  const met = { slow: 0, slices: 0, resetUp: 0, resetDown: 0, silent: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const manner = MANNERS[Math.floor(random() * MANNERS.length)] ?? 'slow';
    met[manner] += 1;
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    void carry(client, upstream, manner === 'resetDown' ? 'slow' : manner, random);
    void carry(upstream, client, manner === 'resetUp' ? 'slow' : manner, random);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    met,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Bytes of one direction, in the manner of the connection. */
async function carry(from: Socket, to: Socket, manner: Manner, random: () => number): Promise<void> {
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (manner === 'silent' && random() < 0.3) {
        from.pause();
        return;
      }
      if (manner === 'slow') await pause(random() * LATENCY_MS);
      if ((manner === 'resetUp' || manner === 'resetDown') && random() < 0.5) {
        to.write(chunk.subarray(0, Math.floor(chunk.length / 2)));
        from.resetAndDestroy();
        return;
      }
      if (manner !== 'slices') to.write(chunk);
      else
        for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
          to.write(chunk.subarray(at, at + SLICE_BYTES));
          await pause(0);
        }
    }
    to.end();
  } catch {
    // The other side was reset.
  }
}
