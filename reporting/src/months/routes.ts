import { readDay as readDayEndpoint, readMonth as readMonthEndpoint } from '#domain/contract/months.ts';
import type { Mount } from '../http/mount.ts';
import { readDay } from './read-day.ts';
import { readMonth } from './read-month.ts';
import type { MonthDeps } from './read-month.ts';

export function mountMonths(mount: Mount, deps: MonthDeps): void {
  mount.signedIn(readMonthEndpoint, (viewer, { params, exchange: { requestId } }) =>
    readMonth(deps, viewer, { ...params, requestId }),
  );
  mount.signedIn(readDayEndpoint, (viewer, { params, exchange: { requestId } }) =>
    readDay(deps, viewer, { ...params, requestId }),
  );
}
