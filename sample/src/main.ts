import { createLogger } from '#platform/log.ts';
import { runService } from '#platform/lifecycle.ts';
import { connectNats, jetstream, jetstreamManager } from '#platform/nats.ts';
import { createRecords } from '#platform/postgres.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { loadConfig } from './config.ts';
import { createLivePcs } from './live/live-pcs.ts';
import { loadCompany } from './load/load-company.ts';

/** `load`: makes the sample company and ends. `live`: runs its simulated PCs until stopped. */
const config = loadConfig();
const log = createLogger('sample', config.log.level);

async function load(): Promise<void> {
  const records = createRecords<unknown>(config.postgres.url, { name: 'sample' });
  const nc = await connectNats({ ...config.nats, name: 'sample' });
  const { passwordPepper } = await loadPortalSecrets(config.secrets.dir);
  await loadCompany({
    records,
    js: jetstream(nc),
    jsm: await jetstreamManager(nc),
    pepper: passwordPepper,
    sampleDir: config.sample.dir,
    portalUrl: config.sample.portalUrl,
    say: (line) => console.log(line),
  });
  await nc.close();
  await records.destroy();
  process.exit(0);
}

if (process.argv[2] === 'load') {
  process.once('disconnect', () => process.exit(1));
  await load();
} else {
  const live = createLivePcs({ sampleDir: config.sample.dir, ingestUrl: config.sample.ingestUrl });
  await runService({ name: 'sample-live', log, start: live.start, stop: live.stop });
  process.send?.({ type: 'ready' });
}
