import type { Logger } from '#platform/log.ts';
import { claimDueSource } from './source-queries.ts';
import { syncSource } from './sync-source.ts';
import type { CalendarDeps } from './sync-source.ts';

/** So many calendars are fetched at a time: a dead server holds one lane for ten seconds, and the others go on. */
const LANES = 4;

/** Imports every calendar that is due. Returns when none is, or after the present ones when the portal stops. */
export async function relayCalendars(
  deps: CalendarDeps & { readonly log: Logger },
  stopping?: AbortSignal,
): Promise<void> {
  const lane = async (): Promise<void> => {
    while (stopping?.aborted !== true) {
      const source = await claimDueSource(deps.records);
      if (source === undefined) return;
      try {
        await syncSource(deps, source, {});
      } catch (err) {
        const { tenant_id: tenantId, person_id: personId } = source;
        deps.log.warn({ err, tenantId, personId }, 'a calendar could not be imported and will be tried again');
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
