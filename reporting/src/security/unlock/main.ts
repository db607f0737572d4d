import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readIfPresent } from '#platform/files.ts';
import { createRecords } from '#platform/postgres.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { loadUnlockConfig } from '../../config.ts';
import type { Tables } from '../../records/schema.ts';
import { unlockAdministrator } from './unlock-administrator.ts';

const USAGE = `npm run unlock -- TENANT LOGIN [--data DIR]
Prints a new one-time password for an administrator who cannot sign in any more (locked for ever, forgotten, mail lost). The old password and all
sessions end. The product has to run; at server size the environment of \`reporting\` says where.`;

/** Written by the launcher into its data folder, for tools. */
const runtimeSchema = z.object({ postgresUrl: z.string() });

async function postgresUrlOf(dataDir: string): Promise<string> {
  const text = await readIfPresent(join(dataDir, 'runtime.json'));
  if (text === undefined) throw new Error(`there is no runtime.json in ${dataDir} (--data DIR names another folder)`);
  return runtimeSchema.parse(JSON.parse(text)).postgresUrl;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { data: { type: 'string', default: 'data' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [tenant, loginId, ...others] = positionals;
  if (values.help || tenant === undefined || loginId === undefined || others.length > 0) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const config = loadUnlockConfig();
  const { passwordPepper } = await loadPortalSecrets(config.secretsDir ?? join(values.data, 'secrets'));
  const records = createRecords<Tables>(config.postgresUrl ?? (await postgresUrlOf(values.data)), { name: 'unlock' });
  try {
    const unlocked = await unlockAdministrator(records, passwordPepper, tenant, loginId);
    if (unlocked === undefined) throw new Error(`${loginId} of ${tenant} is no administrator who may sign in`);
    console.log(`Sign in with tenant ${tenant}, id ${loginId}, password ${unlocked.password}`);
    console.log(`It works once, until ${unlocked.expiresAt.toISOString()}; the portal then asks for a new one.`);
    return 0;
  } finally {
    await records.destroy();
  }
}

try {
  process.exitCode = await main();
} catch (err) {
  console.error(`unlock: ${err instanceof Error ? err.message : String(err)}`);
  process.exitCode = 2;
}
