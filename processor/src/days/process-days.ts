import type { DaysMessage } from '#domain/contract/messages.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Delivery } from '../broker/delivery.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import type { ProcessorMetrics } from '../metrics.ts';
import { dead, kept, retry } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { datesOfPeople } from './dates-of-people.ts';
import type { DaysPublisher } from './publish-days.ts';
import { GatheredRecompute } from './gathered-recompute.ts';
import { readDaysMessage } from './read-days-message.ts';
import { recomputeDays } from './recompute-days.ts';
import type { RecomputeResult, Remembered } from './recompute-days.ts';
import type { AskedDay } from './running-days.ts';

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
export function createProcessDays(deps: ProcessDaysDeps): (partition: number, delivery: Delivery) => Promise<Outcome> {
  const { analytics, clock, reach, remembered } = deps;
  const { running } = remembered;
  const shared = { analytics, clock, reach };
  const routine = new GatheredRecompute(({ days, mayWrite }) =>
    recomputeDays({ ...shared, mayWrite, remembered }, days),
  );
  const recompute = async (message: DaysMessage, mayWrite: () => boolean): Promise<RecomputeResult> => {
    const days = askedDays(message);
    if (message.isRoutine === true) return routine.run({ days, mayWrite });
    running.forget(message.days);
    await deps.days.publish(
      await datesOfPeople(
        analytics,
        message.days.filter(({ workDates }) => workDates === 'every'),
      ),
    );
    return recomputeDays({ ...shared, mayWrite }, days);
  };
  return async function processDays(partition, delivery) {
    const read = readDaysMessage(delivery.data);
    running.follow(partition, delivery);
    if (!read.isReadable) {
      running.clear(partition);
      return dead('unparsable', read.error);
    }
    const mayWrite = (): boolean => performance.now() - delivery.leasedAtMs < deps.ackWaitMs * LEASE_SHARE;
    try {
      const result = await recompute(read.message, mayWrite);
      if (result.kind === 'done') {
        deps.metrics.days.inc({ result: 'written' }, result.written);
        deps.metrics.days.inc({ result: 'unchanged' }, result.unchanged);
        return kept;
      }
    } catch (err) {
      running.clear(partition);
      throw err;
    }
    running.clear(partition);
    return retry('lease_lost', undefined);
  };
}

const askedDays = (message: DaysMessage): AskedDay[] =>
  message.days.flatMap(({ tenantId, personId, workDates, minutes }) =>
    workDates === 'every' ? [] : workDates.map((workDate) => ({ tenantId, personId, workDate, minutes })),
  );
