/** Faults that tests of the product prove already; each with a guard without which those tests must fail. */
import {
  ANSWER_WITHOUT_ACK,
  BORDER_A_MINUTE_EARLY,
  DROP_THE_DEAD,
  FAULT_OF_OURS,
  IGNORE_NEW_STORE,
  LAST_ONE_WINS,
  MIGRATE_WITHOUT_TRANSACTION,
  NEW_MESSAGE_ID,
  NO_DEPTH_LIMIT,
  NO_TRANSACTION,
  SHOW_HALF_FILES,
  TRUST_THE_FILE,
} from '../bite/guards.ts';
import { testPlan } from './test-plan.ts';

export const F07 = testPlan({
  id: 'F7',
  title: 'kill -9 inside the transactions of approvals, presses, requests, imports and the outbox',
  tests: [
    'reporting/src/approvals/decision-kill.int.test.ts',
    'reporting/src/work-import/work-import-kill.int.test.ts',
    'reporting/src/outbox/outbox.int.test.ts',
  ],
  bite: [NO_TRANSACTION],
});

export const F18 = testPlan({
  id: 'F18',
  title: 'oversized bodies, bombs and deep nests; the collector halves and sets aside one bad item',
  tests: ['ingest/src/create-ingest.int.test.ts', 'collector/src/sender/sender.int.test.ts'],
  bite: [NO_DEPTH_LIMIT, ANSWER_WITHOUT_ACK],
});

export const F19 = testPlan({
  id: 'F19',
  title: 'malformed bodies and values: never 5xx, never a throw, good neighbours are taken',
  tests: [
    'ingest/src/batch/stamp-item.test.ts',
    'ingest/src/batch/check-batch.test.ts',
    'ingest/src/create-ingest.int.test.ts',
  ],
  bite: [FAULT_OF_OURS],
});

export const F20 = testPlan({
  id: 'F20',
  title: 'fields and kinds of a newer collector, and their replay',
  tests: [
    'ingest/src/batch/stamp-item.test.ts',
    'processor/src/processor.int.test.ts',
    'processor/src/tools.int.test.ts',
  ],
  bite: [DROP_THE_DEAD],
});

export const F22 = testPlan({
  id: 'F22',
  title: 'outbox files with flipped bits, cut off, zeroed, with swapped pages',
  tests: ['collector/src/outbox/damaged-file.test.ts', 'collector/src/outbox/outbox.test.ts'],
  bite: [TRUST_THE_FILE],
});

export const F23 = testPlan({
  id: 'F23',
  title: 'kill -9 at each step of the migrations of both stores',
  tests: ['sql/src/migrate.int.test.ts'],
  bite: [MIGRATE_WITHOUT_TRANSACTION],
});

export const F24 = testPlan({
  id: 'F24',
  title: "yesterday's backup is restored, and the collectors fill the hole",
  tests: ['launcher/src/backup/backup.int.test.ts'],
  bite: [IGNORE_NEW_STORE],
});

export const F25 = testPlan({
  id: 'F25',
  title: 'a mail server that is down, slow, says 4xx and 5xx',
  tests: ['reporting/src/mail/mail.int.test.ts', 'platform/src/mail/smtp.int.test.ts'],
  bite: [NEW_MESSAGE_ID],
});

export const F26 = testPlan({
  id: 'F26',
  title: 'kill -9 in the middle of an export; a maker that died frees the tenant',
  tests: ['reporting/src/export-jobs/runners.int.test.ts', 'reporting/src/export-jobs/export-jobs.int.test.ts'],
  bite: [SHOW_HALF_FILES],
});

export const F28 = testPlan({
  id: 'F28',
  title: 'roster upload killed at each place; two administrators at once',
  tests: [
    'reporting/src/roster/roster-kill.int.test.ts',
    'reporting/src/roster/roster-random-kill.int.test.ts',
    'reporting/src/roster/roster.int.test.ts',
  ],
  bite: [LAST_ONE_WINS],
});

export const F30 = testPlan({
  id: 'F30',
  title: 'the border of the work date: 29:00, 48-hour clock, year end, leap day, changes of pattern and of the clock',
  tests: [
    'domain/src/time/work-date.test.ts',
    'domain/src/time/wall-clock.test.ts',
    'domain/src/time/calendar.test.ts',
    'domain/src/worktime/compute-day-nights.test.ts',
  ],
  bite: [BORDER_A_MINUTE_EARLY],
});
