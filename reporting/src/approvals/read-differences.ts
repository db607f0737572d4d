import type { DescribeDeps } from './describe-days.ts';
import { keepVisible, readDifferenceDays } from './queries.ts';
import type { DayOfGroup } from './queries.ts';

/** 承認後の差異 of these groups that nobody has settled. */
export const readDifferences = async (
  deps: Pick<DescribeDeps, 'records' | 'analytics'>,
  tenantId: string,
  groupIds: readonly string[],
): Promise<DayOfGroup[]> =>
  keepVisible(
    deps.records,
    tenantId,
    await deps.analytics.query(readDifferenceDays, { tenantId, groupIds: [...groupIds] }),
  );
