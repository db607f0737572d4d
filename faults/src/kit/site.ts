import { join } from 'node:path';
import { createRecords } from '#platform/postgres.ts';
import { readablePassword } from '#platform/readable-password.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { SAMPLE_TENANT_CODE } from '#sample/load/sample-state.ts';
import { writeRoster } from '#sample/load/write-roster.ts';
import { firstMinuteOfAll } from '../fleet/workload.ts';
import { readRuntime } from './runtime.ts';
import { signInAs, type PortalClient } from './portal-client.ts';
import { newDataDir, startProduct, type Ports, type Product, type SignIns } from './product.ts';

/** A running product with people who can sign in: what a fault is done to. */
export interface Site {
  /** Another one after its launcher was killed and started again. */
  product: Product;
  readonly signIns: SignIns;
  /** The API with this person's session. */
  client(loginId: string): Promise<PortalClient>;
}

export interface OwnSite extends Site {
  /** Where the facts of the next fault begin. */
  nextMinute: number;
  stop(): Promise<void>;
}

/** The product with the people of デモ商事 and without their past: it starts in seconds, and all that it holds is what the workload recorded. */
export async function startSite(
  options: { dataDir?: string; ports?: Ports; prefix?: readonly string[] } = {},
): Promise<OwnSite> {
  const dataDir = options.dataDir ?? newDataDir();
  const product = await startProduct({
    dataDir,
    args: ['--empty'],
    ...(options.ports === undefined ? {} : { ports: options.ports }),
    ...(options.prefix === undefined ? {} : { prefix: options.prefix }),
  });
  const signIns: SignIns = { tenant: SAMPLE_TENANT_CODE, password: readablePassword(12), loginIds: [] };
  await addPeople(dataDir, signIns.password);
  const site: OwnSite = {
    product,
    signIns,
    nextMinute: firstMinuteOfAll(),
    client: rememberClients(() => site),
    async stop() {
      await site.product.stop();
    },
  };
  return site;
}

async function addPeople(dataDir: string, password: string): Promise<void> {
  const { postgresUrl } = readRuntime(dataDir);
  const { passwordPepper } = await loadPortalSecrets(join(dataDir, 'secrets'));
  const records = createRecords<unknown>(postgresUrl, { name: 'faults' });
  try {
    await writeRoster(records, password, passwordPepper);
  } finally {
    await records.destroy();
  }
}

/** One session for each person: sessions are in PostgreSQL and outlive whatever is killed. */
function rememberClients(site: () => Site): Site['client'] {
  const clients = new Map<string, PortalClient>();
  return async (loginId) => {
    const known = clients.get(loginId);
    if (known !== undefined) return known;
    const client = await waitFor(() => signInAs(site().product.portalUrl, site().signIns, loginId), {
      deadlineMs: 60_000,
      intervalMs: 500,
      what: `a sign-in of ${loginId}`,
    });
    clients.set(loginId, client);
    return client;
  };
}

/** Starts the product again on the same folder and ports, as a person would after its launcher died. */
export async function startAgain(site: Site): Promise<number> {
  await site.product.exited();
  const { dataDir, ports } = site.product;
  site.product = await startProduct({ dataDir, ports });
  return Math.round(site.product.readyMs);
}
