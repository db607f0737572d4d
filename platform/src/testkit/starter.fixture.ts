// A process that starts an embedded server, prints its process id and waits to be killed. Arguments: nats|postgres, data folder.
import { findNatsServer, startNatsServer } from '../embedded/nats-server.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { createLogger } from '../log.ts';

const [kind, dataDir = ''] = process.argv.slice(2);
const log = createLogger('starter', 'silent');

const server =
  kind === 'nats'
    ? await startNatsServer({ binary: (await findNatsServer({})) ?? '', dataDir, token: 'starter', log })
    : await startPostgres({ dataDir, log });
process.stdout.write(`${JSON.stringify({ pid: server.pid })}\n`);
process.stdin.resume();
