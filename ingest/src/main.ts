import { createLogger } from '#platform/log.ts';
import { runService } from '#platform/lifecycle.ts';
import { loadIngestSecrets } from '#platform/secrets.ts';
import { loadConfig } from './config.ts';
import { createIngest } from './create-ingest.ts';

const config = loadConfig();
const log = createLogger('ingest', config.log.level);
const ingest = createIngest({ ...config, secrets: await loadIngestSecrets(config.secrets.dir), log });

await runService({ name: 'ingest', log, start: () => ingest.start(), stop: () => ingest.stop() });
// The launcher waits for this word before it says READY.
process.send?.({ type: 'ready', port: ingest.port });
