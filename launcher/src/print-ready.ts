import { rmSync } from 'node:fs';
import type { Product } from './start-product.ts';

/** What a person sees when the product runs. The first two lines are for programs too: their form does not change. */
export function printReady(product: Product, say: (line: string) => void): void {
  say(`READY ${product.portalUrl}`);
  say(`INGEST ${product.ingestUrl}`);
  if (product.sample !== undefined) {
    const { tenantCode, password, people } = product.sample;
    say('');
    say(`Sample sign-ins (tenant ${tenantCode}, password ${password}):`);
    for (const person of people) say(`  ${person.loginId.padEnd(12)} ${person.role}`);
  }
  if (product.firstAdmin !== undefined) {
    const { tenantCode, loginId, password } = product.firstAdmin;
    say('');
    say(`Sign in with tenant ${tenantCode}, id ${loginId}, password ${password}`);
    say(
      'This password is shown only now and works once, within 7 days: the first sign-in asks for a new one. (npm run unlock makes another.)',
    );
    rmSync(product.layout.adminUnseen, { force: true });
  }
  say('');
  say(`Data: ${product.layout.postgres.replace(/\/postgres$/, '')}`);
  if (!product.postgresLocation.startsWith(product.layout.postgres))
    say(`PostgreSQL's files: ${product.postgresLocation}`);
  say(`Metrics: ${product.metricsUrl}`);
  say('Ctrl-C stops everything.');
}
