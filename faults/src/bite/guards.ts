/**
 * The guards of the product, as places in its source where taking them away must be found out: what is left without the guard is the first line of each.
 */
import type { Mutation } from '../plan.ts';

const without = (file: string, find: string, replace = ''): Mutation => ({ file, find, replace });

/** The collector believes that what it has sent has arrived. */
export const TRUST_THE_WIRE = without(
  'collector/src/outbox/outbox.ts',
  'return items.length === 0 && damaged.length > 0 ? this.takeBatch(limits) : items;',
  `for (const { seq } of items)
      this.#run("UPDATE items SET state = 'accepted', accepted_at = ? WHERE seq = ?", Date.now(), seq);
    return items;`,
);

/** Ingest answers 2xx although the broker has not acknowledged. */
export const ANSWER_WITHOUT_ACK = without(
  'ingest/src/broker/activity-publisher.ts',
  'throw refusalOf(error);',
  'void refusalOf(error);',
);

/** The processor acknowledges a moment before it stores. */
export const ACK_BEFORE_INSERT = without(
  'processor/src/consume-loop.ts',
  'const outcomes = await handleUntilDone(loop, deps, batch);',
  `for (const delivery of batch) delivery.ack();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const outcomes = await handleUntilDone(loop, deps, batch);`,
);

/** Readers see every stored copy of a fact. */
export const READ_EVERY_COPY = without(
  'reporting/src/months/queries.ts',
  'FROM raw_input_minutes_v1 FINAL',
  'FROM raw_input_minutes_v1',
);

/** Two starts may work on one data folder. */
export const NO_FOLDER_LOCK = without(
  'launcher/src/checks/data-folder.ts',
  "lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');",
);

/** A child of a dead launcher lives on. */
export const ORPHANS_LIVE = without(
  'platform/src/lifecycle.ts',
  "process.on('disconnect', () => void stop('supervisor gone', EXIT_CODES.stopped, ORPHAN_STOP_TIMEOUT_MS));",
);

/** Only the last row of a batch asks for its day. */
export const FORGET_TOUCHED_DAYS = without(
  'processor/src/activity/process-activity.ts',
  'touchedDays(rows, ',
  'touchedDays(rows.slice(-1), ',
);

/** Ingest takes batches whatever the disk says. */
export const ADMIT_ON_LOW_DISK = without(
  'ingest/src/disk-guard.ts',
  'isLow: () => low !== undefined,',
  'isLow: () => false,',
);

/** Nobody asks whether the broker still stores anything. */
export const NO_WATCHDOG = without(
  'launcher/src/services/broker-watchdog.ts',
  '      restart();\n',
  '      void restart;\n',
);

/** What was accepted and never reported as stored is not sent again for a day. */
export const FORGET_UNCOMMITTED = without(
  'collector/src/outbox/outbox.ts',
  'this.#options.resendAfterMs ?? RESEND_AFTER_MS,',
  '24 * 3_600_000,',
);

/** The outbox gives facts up without saying so. */
export const DROP_SILENTLY = without('collector/src/outbox/size-cap.ts', 'if (gap.items > 0) gaps.push(gap);');

/** A press writes its rows one by one. */
export const NO_TRANSACTION = without(
  'reporting/src/operations/record-operation.ts',
  'deps.records.transaction().execute(',
  'deps.records.connection().execute(',
);

/** Ingest parses whatever nests. */
export const NO_DEPTH_LIMIT = without(
  'ingest/src/batch/read-body.ts',
  'if (isDeeperThan(bytes, WIRE_LIMITS.jsonDepth)) {',
  'if (isDeeperThan(bytes, 1_000_000)) {',
);

/** A body that is no JSON is an error of the server. */
export const FAULT_OF_OURS = without(
  'ingest/src/batch/read-body.ts',
  "throw new Refusal('invalid_request', 'the body is not valid JSON in UTF-8');",
  "throw new Error('the body is not valid JSON in UTF-8');",
);

/** What cannot be processed is forgotten. */
export const DROP_THE_DEAD = without('processor/src/settle.ts', 'await deps.deadLetters.write({', 'void ({');

/** The outbox believes what its file says. */
export const TRUST_THE_FILE = without(
  'collector/src/outbox/select-batch.ts',
  'if (checksumOf(row.body) !== row.checksum) return undefined;',
);

/** A migration and its record are not one. */
export const MIGRATE_WITHOUT_TRANSACTION = without(
  'sql/src/migrate-postgres.ts',
  "await client.query('BEGIN');",
  "await client.query('SELECT 1');",
);

/** The collector does not notice that the store is another one. */
export const IGNORE_NEW_STORE = without(
  'collector/src/outbox/outbox.ts',
  'if (known !== undefined && known !== answer.storeId) {',
  "if (known === 'never') {",
);

/** Each attempt of a mail is another mail. */
export const NEW_MESSAGE_ID = without(
  'reporting/src/mail/relay-mails.ts',
  'messageId: `${mail.mail_id}@${MESSAGE_ID_HOST}`,',
  'messageId: `${Math.random()}@${MESSAGE_ID_HOST}`,',
);

/** A file is there before it is whole. */
export const SHOW_HALF_FILES = without(
  'reporting/src/export-jobs/export-folder.ts',
  "const PART = '.part';",
  "const PART = '';",
);

/** Two rosters at once: nobody hears of the other. */
export const LAST_ONE_WINS = without(
  'reporting/src/roster/apply-draft.ts',
  "return refuse('roster_changed', { deeds });",
  "return refuse('roster_invalid' as never, { deeds });",
);

/** The work date begins a minute early. */
export const BORDER_A_MINUTE_EARLY = without(
  'domain/src/time/work-date.ts',
  'minuteOfClock(assignmentOn(rules, workDate).pattern.autoEndClock, workDate, rules.zone);',
  'minuteOfClock(assignmentOn(rules, workDate).pattern.autoEndClock - 1, workDate, rules.zone);',
);

/** PostgreSQL answers a commit that is not on disk yet. */
export const NO_FSYNC = without('platform/src/embedded/postgres.ts', "fsync: 'on',", "fsync: 'off',");

/** An item that is sent again goes to where the clock of now would put it. */
export const PLACE_AT_EACH_SENDING = without(
  'collector/src/outbox/select-batch.ts',
  'row.offset_minutes === null ? fix(row, item) : row',
  'fix(row, item)',
);

/** What is of the future by an old offset is given up. */
export const GIVE_UP_THE_FUTURE = without(
  'collector/src/outbox/outbox.ts',
  "reason === 'in_the_future'",
  'reason === undefined',
);

/** The collector takes its own clock for right. */
export const TRUST_THE_PC_CLOCK = without(
  'collector/src/sender/estimate-offset.ts',
  'export function offsetFor(',
  'export const offsetFor = (_skewMs: number, _held?: number): number => 0;\nexport function realOffsetFor(',
);

/** A server that ended stays away. */
export const NOT_STARTED_AGAIN = without(
  'launcher/src/services/kept-server.ts',
  '  void watch();\n',
  '  void watch;\n',
);

/** A service that ended stays away. */
export const SERVICE_NOT_STARTED_AGAIN = without(
  'launcher/src/services/node-service.ts',
  'if (!stopping) void restart(code, signal);',
  'void restart;',
);
