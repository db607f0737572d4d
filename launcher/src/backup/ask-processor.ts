import { createInbox } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { BACKUP_SUBJECT, backupAnswerSchema } from '#processor/backup/control.ts';
import type { BackupAnswer, BackupRequest } from '#processor/backup/control.ts';
import { BackupProblem } from './manifest.ts';

/** A processor that says nothing for so long is not there. */
const SILENCE_MS = 30_000;

type Wanted<K extends BackupAnswer['kind']> = Extract<BackupAnswer, { kind: K }>;

/** Asks the running processor for one part of a backup and waits as long as it says that it works. @throws BackupProblem */
export async function askProcessor<K extends BackupAnswer['kind']>(
  nc: NatsConnection,
  request: BackupRequest,
  wanted: K,
): Promise<Wanted<K>> {
  const inbox = createInbox();
  const answers = nc.subscribe(inbox);
  nc.publish(BACKUP_SUBJECT, JSON.stringify(request), { reply: inbox });
  const silence = setTimeout(() => answers.unsubscribe(), SILENCE_MS);
  try {
    for await (const msg of answers) {
      silence.refresh();
      if (msg.headers?.code === 503) throw new BackupProblem('the broker runs, but no processor answers');
      const answer = backupAnswerSchema.parse(msg.json());
      if (answer.kind === 'working') continue;
      if (answer.kind === 'failed') throw new BackupProblem(`the processor could not do it: ${answer.message}`);
      if (answer.kind === wanted) return answer as Wanted<K>;
    }
    throw new BackupProblem('the processor no longer answers');
  } finally {
    clearTimeout(silence);
    answers.unsubscribe();
  }
}
