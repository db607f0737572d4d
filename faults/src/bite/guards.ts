/** The guards of the product, as places in its source where taking them away must be found out. */
import type { Mutation } from '../plan.ts';

/** The collector believes that what it has sent has arrived. */
export const TRUST_THE_WIRE: Mutation = {
  file: 'collector/src/outbox/outbox.ts',
  find: 'return items.length === 0 && damaged.length > 0 ? this.takeBatch(limits) : items;',
  replace: `for (const { seq } of items)
      this.#run("UPDATE items SET state = 'accepted', accepted_at = ? WHERE seq = ?", Date.now(), seq);
    return items;`,
};

/** Ingest answers 2xx although the broker has not acknowledged. */
export const ANSWER_WITHOUT_ACK: Mutation = {
  file: 'ingest/src/broker/activity-publisher.ts',
  find: 'throw refusalOf(error);',
  replace: 'void refusalOf(error);',
};

/** The processor acknowledges before it has stored. */
export const ACK_BEFORE_INSERT: Mutation = {
  file: 'processor/src/consume-loop.ts',
  find: 'const outcomes = await handleUntilDone(loop, deps, batch);',
  replace: `for (const delivery of batch) delivery.ack();
    const outcomes = await handleUntilDone(loop, deps, batch);`,
};

/** Readers see every stored copy of a fact. */
export const READ_EVERY_COPY: Mutation = {
  file: 'reporting/src/months/queries.ts',
  find: 'FROM raw_input_minutes_v1 FINAL',
  replace: 'FROM raw_input_minutes_v1',
};

/** Two starts may work on one data folder. */
export const NO_FOLDER_LOCK: Mutation = {
  file: 'launcher/src/checks/data-folder.ts',
  find: "lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');",
  replace: '',
};

/** A child of a dead launcher lives on. */
export const ORPHANS_LIVE: Mutation = {
  file: 'platform/src/lifecycle.ts',
  find: "process.on('disconnect', () => void stop('supervisor gone', EXIT_CODES.stopped));",
  replace: '',
};

/** Only the last row of a batch asks for its day. */
export const FORGET_TOUCHED_DAYS: Mutation = {
  file: 'processor/src/activity/process-activity.ts',
  find: 'touchedDays(rows, ',
  replace: 'touchedDays(rows.slice(-1), ',
};

/** Ingest takes batches whatever the disk says. */
export const ADMIT_ON_LOW_DISK: Mutation = {
  file: 'ingest/src/disk-guard.ts',
  find: 'isLow: () => low !== undefined,',
  replace: 'isLow: () => false,',
};

/** Nobody asks whether the broker still stores anything. */
export const NO_WATCHDOG: Mutation = {
  file: 'launcher/src/services/broker-watchdog.ts',
  find: '      restart();\n',
  replace: '      void restart;\n',
};

/** What was accepted and never reported as stored is not sent again, for a day instead of ten minutes. */
export const FORGET_UNCOMMITTED: Mutation = {
  file: 'collector/src/outbox/outbox.ts',
  find: 'const RESEND_AFTER_MS = 10 * 60_000;',
  replace: 'const RESEND_AFTER_MS = 24 * 3_600_000;',
};

/** The outbox gives facts up without saying so. */
export const DROP_SILENTLY: Mutation = {
  file: 'collector/src/outbox/size-cap.ts',
  find: 'if (gap.items > 0) gaps.push(gap);',
  replace: '',
};
