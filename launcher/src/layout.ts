import { join } from 'node:path';

/** Where everything lies below the data folder. One place, so that the README's list and the code cannot differ. */
export const layoutOf = (dataDir: string) => ({
  postgres: join(dataDir, 'postgres'),
  nats: join(dataDir, 'nats'),
  clickhouse: join(dataDir, 'clickhouse'),
  secrets: join(dataDir, 'secrets'),
  mail: join(dataDir, 'mail'),
  logs: join(dataDir, 'logs'),
  sample: join(dataDir, 'sample'),
  exports: join(dataDir, 'exports'),
  auditCheckpoints: join(dataDir, 'audit', 'checkpoints.jsonl'),
  /** Files of the columnar store on their way into a backup. */
  backupFiles: join(dataDir, 'backup-files'),
  /** Present while `npm run restore` is at work, or after it was killed: such a folder is not started. */
  restoreUnfinished: join(dataDir, 'restore-unfinished'),
  /** How tools (reconcile, dead-letters, audit:verify) find the running product; 0600, holds the broker's token and the record store's password. */
  runtime: join(dataDir, 'runtime.json'),
  /** Present while the first admin's password has been made but not yet printed. */
  adminUnseen: join(dataDir, 'admin-password-unseen'),
  brokerToken: join(dataDir, 'secrets', 'broker-token.key'),
});
export type Layout = ReturnType<typeof layoutOf>;
