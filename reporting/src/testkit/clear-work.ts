import { sql } from 'kysely';
import type { Records } from '../records/schema.ts';

/** No declared work, no request, no approval of anybody. */
export const clearWork = (records: Records): Promise<unknown> => sql`TRUNCATE work_days CASCADE`.execute(records);
