import { waitFor } from '#platform/testkit/wait-for.ts';
import { processesOf } from './product.ts';
import type { Site } from './site.ts';

/** Part of the product → what its command line looks like. The shell that guards a server holds the server's words too. */
const PARTS = {
  core: /node .*launcher\/src\/core\/main\.ts/,
  ingest: /node .*ingest\/src\/main\.ts/,
  'nats-server': /^\S*nats-server /,
  postgres: /^\S*bin\/postgres -D /,
  launcher: /node .*launcher\/src\/main\.ts/,
} as const;
export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as Part[];

/** Its process now; undefined while it is down. */
export function findPart(site: Site, part: Part): number | undefined {
  if (part === 'launcher') return site.product.pid;
  return processesOf(site.product.dataDir).find((one) => PARTS[part].test(one.command))?.pid;
}

/** A part that was killed a moment ago may not be back yet. */
export const pidOfPart = (site: Site, part: Part): Promise<number> =>
  waitFor(() => findPart(site, part), { deadlineMs: 30_000, intervalMs: 50, what: `a running ${part}` });
