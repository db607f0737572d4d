import { readGroupMonth as readGroupMonthEndpoint } from '#domain/contract/group-month.ts';
import { readDay as readDayEndpoint, readMonth as readMonthEndpoint } from '#domain/contract/months.ts';
import {
  answerBlock as answerBlockEndpoint,
  readUnrequestedBlocks as readUnrequestedBlocksEndpoint,
} from '#domain/contract/unrequested-answers.ts';
import type { Mount } from '../http/mount.ts';
import { answerBlock, readUnrequestedBlocks } from './answer-block.ts';
import { readDay } from './read-day.ts';
import { readGroupMonth } from './read-group-month.ts';
import { readMonth } from './read-month.ts';
import type { MonthDeps } from './read-month.ts';

export function mountMonths(mount: Mount, deps: MonthDeps): void {
  mount.signedIn(readMonthEndpoint, (viewer, { params, exchange: { requestId } }) =>
    readMonth(deps, viewer, { ...params, requestId }),
  );
  mount.signedIn(readGroupMonthEndpoint, (viewer, { params, query, exchange: { requestId } }) =>
    readGroupMonth(deps, viewer, { ...params, withBelow: query.below === '1', requestId }),
  );
  mount.signedIn(readDayEndpoint, (viewer, { params, exchange: { requestId } }) =>
    readDay(deps, viewer, { ...params, requestId }),
  );
  mount.signedIn(readUnrequestedBlocksEndpoint, (viewer, { params, exchange: { requestId } }) =>
    readUnrequestedBlocks(deps, viewer, { ...params, requestId }),
  );
  mount.signedIn(answerBlockEndpoint, (viewer, { body, exchange }) =>
    answerBlock(deps, viewer, body, exchange.requestId),
  );
}
