import { after, before } from 'node:test';
import { startCompany, type Shared } from './kit/company.ts';
import { realKeyboard } from './real-keyboard/real-keyboard.ts';
import { typeForTwoMinutes, type TypedRun } from './real-keyboard/type-for-two-minutes.ts';
import { accessibility } from './screens/accessibility.ts';
import { administratorScreens } from './screens/administrator.ts';
import { approvalFlow } from './screens/approval-flow.ts';
import { approverScreens } from './screens/approver.ts';
import { dashboardScreens } from './screens/dashboard.ts';
import { employeeDay } from './screens/employee-day.ts';
import { employeeScreens } from './screens/employee.ts';
import { liveScreens, watchLive, type LiveRun } from './screens/live.ts';
import { offlinePresses } from './screens/offline.ts';
import { reportScreens } from './screens/report.ts';
import { secondStart } from './screens/second-start.ts';
import { walkScreens } from './screens/walk.ts';
import { survival } from './survival/survival.ts';

/**
 * Everything that is tried on one running sample company: its start is most of the time. The real keyboard and the live PC need whole minutes
 * of the clock, so they begin here, beside the screens, and are judged after them; the faults come last, because they kill the product.
 */
const shared = {} as Shared & { typing: Promise<TypedRun>; live: Promise<LiveRun> };
before(async () => {
  shared.company = await startCompany();
  shared.typing = typeForTwoMinutes(shared.company);
  shared.live = watchLive(shared.company);
  // Judged later: until then a failure is no unhandled one.
  for (const running of [shared.typing, shared.live]) running.catch(() => undefined);
});
after(async () => {
  await shared.company?.stop();
});

employeeScreens(shared);
employeeDay(shared);
approverScreens(shared);
approvalFlow(shared);
reportScreens(shared);
dashboardScreens(shared);
offlinePresses(shared);
administratorScreens(shared);
accessibility(shared);
walkScreens(shared);
liveScreens(shared);
realKeyboard(shared);
secondStart(shared);
survival(shared);
