/**
 * A simulated PC as a process of its own, to be killed: `node main.ts FOLDER FIRST_MINUTE`. It records minute after minute from where the outbox
 * ends, and sends. Ends in order when the file `stop` appears in its folder and everything is answered for.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '#collector/clock.ts';
import { readIdentity } from '#collector/identity/identity-file.ts';
import { outboxPath } from '#collector/outbox/open-outbox-file.ts';
import { Outbox } from '#collector/outbox/outbox.ts';
import { Sender } from '#collector/sender/sender.ts';
import { createHttpTransport } from '#collector/sender/transport.ts';
import { pause } from '#platform/jitter.ts';
import { lastRecordedMinute } from '../recorded-rows.ts';
import { itemsOfMinute } from '../workload.ts';

const RECORD_EVERY_MS = 20;

const [dir = '', firstMinute = '0'] = process.argv.slice(2);
const identity = readIdentity(dir);
if (identity === undefined) throw new Error(`no identity in ${dir}`);
const path = outboxPath(dir, identity.deviceId);
const outbox = new Outbox({ path, retainCommittedDays: 14, maxBytes: 50 * 1024 * 1024, wallAt: Date.now() });
const sender = new Sender({
  ...{ identity, outbox, transport: createHttpTransport(identity.ingestUrl, 5_000), clock: systemClock },
  ...{ log: pino({ level: 'silent' }), bootId: randomUUID(), spreadMs: 0, backoffMaxMs: 500, committedPollMs: 500 },
});
sender.start();
const isStopping = (): boolean => existsSync(join(dir, 'stop'));

for (let minute = (lastRecordedMinute(path) ?? Number(firstMinute) - 1) + 1; !isStopping(); minute += 1) {
  outbox.record(itemsOfMinute(minute));
  sender.wake();
  process.send?.('recording');
  await pause(RECORD_EVERY_MS);
}
while (outbox.has('pending')) await pause(50);
await sender.stop(2_000);
outbox.close();
process.exit(0);
