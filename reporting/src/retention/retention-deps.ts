import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Logger } from '#platform/log.ts';
import { todayIn } from '../access/today-in.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { TenantRetention } from '../records/read-retentions.ts';
import type { Records } from '../records/schema.ts';

export interface RetentionDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
  readonly faultPoint: FaultPoint;
  /** Takes the files of exports that are marked as gone off the disk. */
  readonly forgetFiles: (tenantId: string) => Promise<void>;
  /** Takes declared days that were told to the processor before an instant out of the broker, where they stay for a new store. */
  readonly purgeWork: (tenantId: string, before: Date) => Promise<void>;
  readonly log: Logger;
}

/** In the tenant's zone: nobody waits for the store then. A machine that is off at night does it when it is on. */
const NIGHT_CLOCK = 120;

export const isNight = ({ zone }: TenantRetention, nowMs: number): boolean =>
  nowMs >= minuteOfClock(NIGHT_CLOCK, todayIn(zone, nowMs), zone) * MS_PER_MINUTE;
