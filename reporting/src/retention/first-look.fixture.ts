import { waitFor } from '#platform/testkit/index.ts';
import type { TestPortal } from '../testkit/portal.ts';

/** The portal's own look at its start is over: of two tenants four kinds each. */
export const firstLookEnded = (portal: TestPortal): Promise<unknown> =>
  waitFor(async () => {
    const ended = await portal.records
      .selectFrom('retention_runs')
      .select('kind')
      .where('ended_at', 'is not', null)
      .execute();
    return ended.length === 8;
  });
