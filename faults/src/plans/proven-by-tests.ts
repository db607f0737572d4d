/** Faults that tests of the product prove already; each with a guard without which those tests must fail. */
import type { Plan } from '../plan.ts';
import { testPlan } from './test-plan.ts';

export const F07 = testPlan({
  id: 'F7',
  title: 'kill -9 inside the transactions of approvals, presses, requests, imports and the outbox',
  tests: [
    'reporting/src/approvals/decision-kill.int.test.ts',
    'reporting/src/work-import/work-import-kill.int.test.ts',
    'reporting/src/outbox/outbox.int.test.ts',
  ],
  bite: [
    {
      file: 'reporting/src/operations/record-operation.ts',
      find: 'const result = await deps.records.transaction().execute(async (trx) => {',
      replace: 'const result = await (async (trx: typeof deps.records) => {',
    },
  ],
});

export const F18 = testPlan({
  id: 'F18',
  title: 'oversized bodies, bombs and deep nests; the collector halves and sets aside one bad item',
  tests: ['ingest/src/create-ingest.int.test.ts', 'collector/src/sender/sender.int.test.ts'],
  bite: [
    {
      file: 'ingest/src/batch/read-body.ts',
      find: 'if (isDeeperThan(bytes, WIRE_LIMITS.jsonDepth)) {',
      replace: 'if (isDeeperThan(bytes, 1_000_000)) {',
    },
  ],
});

export const F19 = testPlan({
  id: 'F19',
  title: 'malformed bodies and values: never 5xx, never a throw, good neighbours are taken',
  tests: [
    'ingest/src/batch/stamp-item.test.ts',
    'ingest/src/batch/check-batch.test.ts',
    'ingest/src/create-ingest.int.test.ts',
  ],
  bite: [
    {
      file: 'ingest/src/batch/read-body.ts',
      find: "throw new Refusal('invalid_request', 'the body is not valid JSON in UTF-8');",
      replace: "throw new Error('the body is not valid JSON in UTF-8');",
    },
  ],
});

export const F20 = testPlan({
  id: 'F20',
  title: 'fields and kinds of a newer collector, and their replay',
  tests: [
    'ingest/src/batch/stamp-item.test.ts',
    'processor/src/processor.int.test.ts',
    'processor/src/tools.int.test.ts',
  ],
  bite: [{ file: 'processor/src/settle.ts', find: 'await deps.deadLetters.write({', replace: 'void ({' }],
});

export const F22 = testPlan({
  id: 'F22',
  title: 'outbox files with flipped bits, cut off, zeroed, with swapped pages',
  tests: ['collector/src/outbox/damaged-file.test.ts', 'collector/src/outbox/outbox.test.ts'],
  bite: [
    {
      file: 'collector/src/outbox/select-batch.ts',
      find: 'if (checksumOf(row.body) !== row.checksum) return undefined;',
      replace: '',
    },
  ],
});

export const F23 = testPlan({
  id: 'F23',
  title: 'kill -9 at each step of the migrations of both stores',
  tests: ['sql/src/migrate.int.test.ts'],
  bite: [
    {
      file: 'sql/src/migrate-postgres.ts',
      find: "await client.query('BEGIN');",
      replace: "await client.query('SELECT 1');",
    },
  ],
});

export const F24 = testPlan({
  id: 'F24',
  title: "yesterday's backup is restored, and the collectors fill the hole",
  tests: ['launcher/src/backup/backup.int.test.ts'],
  bite: [
    {
      file: 'collector/src/outbox/outbox.ts',
      find: 'if (known !== undefined && known !== answer.storeId) {',
      replace: "if (known === 'never') {",
    },
  ],
});

export const F25 = testPlan({
  id: 'F25',
  title: 'a mail server that is down, slow, says 4xx and 5xx',
  tests: ['reporting/src/mail/mail.int.test.ts', 'platform/src/mail/smtp.int.test.ts'],
  bite: [
    {
      file: 'reporting/src/mail/relay-mails.ts',
      find: 'messageId: `${mail.mail_id}@${MESSAGE_ID_HOST}`,',
      replace: 'messageId: `${Math.random()}@${MESSAGE_ID_HOST}`,',
    },
  ],
});

export const F26 = testPlan({
  id: 'F26',
  title: 'kill -9 in the middle of an export; a maker that died frees the tenant',
  tests: ['reporting/src/export-jobs/runners.int.test.ts', 'reporting/src/export-jobs/export-jobs.int.test.ts'],
  bite: [
    { file: 'reporting/src/export-jobs/export-folder.ts', find: "const PART = '.part';", replace: "const PART = '';" },
  ],
});

export const F28 = testPlan({
  id: 'F28',
  title: 'roster upload killed at each place; two administrators at once',
  tests: [
    'reporting/src/roster/roster-kill.int.test.ts',
    'reporting/src/roster/roster-random-kill.int.test.ts',
    'reporting/src/roster/roster.int.test.ts',
  ],
  bite: [
    {
      file: 'reporting/src/roster/apply-draft.ts',
      find: "return refuse('roster_changed', { deeds });",
      replace: "return refuse('roster_invalid' as never, { deeds });",
    },
  ],
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
  bite: [
    {
      file: 'domain/src/time/work-date.ts',
      find: 'minuteOfClock(assignmentOn(rules, workDate).pattern.autoEndClock, workDate, rules.zone);',
      replace: 'minuteOfClock(assignmentOn(rules, workDate).pattern.autoEndClock - 1, workDate, rules.zone);',
    },
  ],
});

/** The clocks of PCs. A server whose own clock jumps is not tried here: see the README. */
export const F13: Plan = testPlan({
  id: 'F13',
  title: 'PC clocks that are wrong, are set, or stand still in sleep',
  tests: [
    'ingest/src/batch/check-batch.test.ts',
    'collector/src/clock.test.ts',
    'collector/src/sensors-child/clock-jumps.test.ts',
    'collector/src/sender/estimate-offset.test.ts',
    'collector/src/sender/sender.int.test.ts',
  ],
  bite: [
    {
      file: 'collector/src/sender/estimate-offset.ts',
      find: 'export function offsetFor(',
      replace:
        'export const offsetFor = (_skewMs: number, _held?: number): number => 0;\nexport function realOffsetFor(',
    },
  ],
});
