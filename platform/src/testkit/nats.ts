import { findNatsServer, startNatsServer } from '../embedded/nats-server.ts';
import type { RunningNatsServer } from '../embedded/nats-server.ts';
import { createLogger } from '../log.ts';
import { tempDir } from './temp-dir.ts';

/** Fixed so that a test can print it. */
export const TEST_NATS_TOKEN = 'test-broker';

/** A real broker with an empty store (or the given folder, to start again on it). Stop it in `after`; it dies with the process anyway. */
export async function startTestNats(options: { dataDir?: string; port?: number } = {}): Promise<RunningNatsServer> {
  const binary = await findNatsServer({});
  if (binary === undefined) throw new Error('nats-server is not installed; on Debian: apt-get install nats-server');
  const server = await startNatsServer({
    binary,
    dataDir: options.dataDir ?? tempDir('nats'),
    token: TEST_NATS_TOKEN,
    log: createLogger('test', 'silent'),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  server.unref();
  return server;
}
