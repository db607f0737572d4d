import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';

/** No declared work, no request, no approval of anybody. To truncate is slow even where there is nothing. */
export const clearWork = (records: Records): Promise<unknown> =>
  sql`DO $$ BEGIN IF EXISTS (SELECT FROM work_days) THEN TRUNCATE work_days CASCADE; END IF; END $$`.execute(records);
