import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readIfPresent } from '#platform/files.ts';
import { createRecords } from '#platform/postgres.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { loadAuditToolConfig } from '../../config.ts';
import type { Tables } from '../../records/schema.ts';
import { readCheckpoints } from '../checkpoints.ts';
import { verifyAudit } from './verify-audit.ts';

const USAGE = `npm run audit:verify [-- --data DIR]
Follows the hash chain of the audit of each tenant and holds it against the signed checkpoints. Exit code 1: it does not hold, with the first bad
place on a line; 2: it could not be looked at. The product has to run; at server size the environment of \`reporting\` says where.`;

/** Written by the launcher into its data folder, for tools. */
const runtimeSchema = z.object({ postgresUrl: z.string() });

async function postgresUrlOf(dataDir: string): Promise<string> {
  const text = await readIfPresent(join(dataDir, 'runtime.json'));
  if (text === undefined) throw new Error(`there is no runtime.json in ${dataDir} (--data DIR names another folder)`);
  return runtimeSchema.parse(JSON.parse(text)).postgresUrl;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { data: { type: 'string', default: 'data' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const config = loadAuditToolConfig();
  const { certificatePublicKey } = await loadPortalSecrets(config.secretsDir ?? join(values.data, 'secrets'));
  const file = config.auditCheckpoints ?? join(values.data, 'audit', 'checkpoints.jsonl');
  const checkpoints = await readCheckpoints(file).catch((err: unknown) => {
    throw new Error(`${file} is damaged; restore it from where the checkpoints are kept`, { cause: err });
  });
  const records = createRecords<Tables>(config.postgresUrl ?? (await postgresUrlOf(values.data)), {
    name: 'audit-verify',
  });
  try {
    return (await verifyAudit(records, checkpoints, certificatePublicKey, (line) => console.log(line))) ? 0 : 1;
  } finally {
    await records.destroy();
  }
}

try {
  process.exitCode = await main();
} catch (err) {
  console.error(`audit:verify: ${err instanceof Error ? err.message : String(err)}`);
  process.exitCode = 2;
}
