import { daysMessageSchema } from '#domain/contract/messages.ts';
import type { DaysMessage } from '#domain/contract/messages.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { parseJson } from '../broker/parse-json.ts';
import type { Delivery } from '../broker/delivery.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import type { ProcessorMetrics } from '../metrics.ts';
import { dead, kept, retry } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { datesOfPeople } from './dates-of-people.ts';
import type { DayKey } from './day-key.ts';
import type { DaysPublisher } from './publish-days.ts';
import { recomputeDays } from './recompute-days.ts';
import type { Remembered } from './recompute-days.ts';

export interface ProcessDaysDeps {
  analytics: Analytics;
  days: DaysPublisher;
  clock: () => number;
  reach: ReachFaultPoint;
  metrics: ProcessorMetrics;
  ackWaitMs: number;
  remembered: Remembered;
}

/** Part of the ack wait after which a message counts as no longer ours: the insert itself needs the rest. */
const LEASE_SHARE = 0.6;

/** One DAYS message: 'every' becomes more messages of the same partition (flat memory for years of data), dates are recomputed. */
export function createProcessDays(deps: ProcessDaysDeps): (delivery: Delivery) => Promise<Outcome> {
  return async function processDays(delivery) {
    const parsed = daysMessageSchema.safeParse(parseJson(delivery.data));
    if (!parsed.success) return dead('unparsable', parsed.error.message);
    const every = parsed.data.days.filter(({ workDates }) => workDates === 'every');
    await deps.days.publish(await datesOfPeople(deps.analytics, every));
    const result = await recomputeDays(
      {
        analytics: deps.analytics,
        clock: deps.clock,
        reach: deps.reach,
        mayWrite: () => performance.now() - delivery.leasedAtMs < deps.ackWaitMs * LEASE_SHARE,
        ...(parsed.data.isRoutine === true ? { remembered: deps.remembered } : {}),
      },
      keysOf(parsed.data),
    );
    if (result.kind === 'lease_lost') return retry('lease_lost', undefined);
    deps.metrics.days.inc({ result: 'written' }, result.written);
    deps.metrics.days.inc({ result: 'unchanged' }, result.unchanged);
    return kept;
  };
}

const keysOf = (message: DaysMessage): DayKey[] =>
  message.days.flatMap(({ tenantId, personId, workDates }) =>
    workDates === 'every' ? [] : workDates.map((workDate) => ({ tenantId, personId, workDate })),
  );
