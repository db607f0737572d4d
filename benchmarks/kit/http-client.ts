import { Agent, request } from 'node:http';
import type { Pour } from './raw-client.ts';

/** The same through node:http's own client with kept connections, which is what a generator of load usually stands on; it costs more than the bare server. */
export const pourByHttp: Pour = async (options) => {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const startedAt = performance.now();
  let taken = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - startedAt < options.ms) {
      const next = options.next();
      if (next === undefined) break;
      const { status, text } = await exchange(agent, options.port, next);
      if (status !== options.status || options.check?.(text) === false) throw new Error(`HTTP ${status}: ${text}`);
      taken += 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, one));
  agent.destroy();
  return { taken, ms: performance.now() - startedAt };
};

function exchange(
  agent: Agent,
  port: number,
  { token, body }: { token: string; body: Uint8Array },
): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/v1/batches', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
