import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { Records } from '../records/schema.ts';

export interface AutoEndDeps {
  readonly records: Records;
  /** Asked only where データの自動登録 is on: then the PC log may have ended the day. */
  readonly analytics: Analytics;
  /** Seals the mails. */
  readonly pepper: Uint8Array;
  readonly nowMs: () => number;
  readonly faultPoint: FaultPoint;
}

/** A date with a 開始, looked at when it is over (`started_days`). */
export interface StartedDay {
  readonly tenantId: string;
  readonly personId: string;
  readonly workDate: WorkDate;
}
