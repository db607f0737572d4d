import type { Analytics } from '#platform/clickhouse.ts';
import type { Records } from '../records/schema.ts';
import { createUseRoller } from '../window-use/roll-up-use.ts';

/** What the portal does by itself every few seconds: windows that came in are summed. Gives how many dates of people were. */
export const rollUp = ({ records, analytics }: { records: Records; analytics: Analytics }): Promise<number> =>
  createUseRoller({ records, analytics, nowMs: Date.now }).pass();
