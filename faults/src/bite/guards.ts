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
