import { randomUUID } from 'node:crypto';
import { createAgent } from '../agent.ts';
import { systemClock } from '../clock.ts';
import type { CollectorConfig, Env } from '../config.ts';
import { readIdentity } from '../identity/identity-file.ts';
import { createLogger } from '../log.ts';
import { outboxPath } from '../outbox/open-outbox-file.ts';
import { Outbox } from '../outbox/outbox.ts';
import { Sender } from '../sender/sender.ts';
import { createHttpTransport } from '../sender/transport.ts';
import { createSupervisedSensor } from '../sensors/supervised-sensor.ts';
import { claimFolder } from '../single-instance.ts';
import { EXIT } from './exit-codes.ts';
import { MESSAGES } from './messages.ts';

/** Records until SIGTERM, SIGINT or SIGHUP. Composition of the agent of a real PC. */
export async function run(config: CollectorConfig, env: Env, say: (line: string) => void): Promise<number> {
  const identity = readIdentity(config.dir);
  if (identity === undefined) {
    say(MESSAGES.notEnrolled);
    return EXIT.notEnrolled;
  }
  const claim = claimFolder(config.dir);
  const log = createLogger(config.logLevel);
  const clock = systemClock;
  const outbox = new Outbox({
    path: outboxPath(config.dir, identity.deviceId),
    retainCommittedDays: config.retainCommittedDays,
    maxBytes: config.spoolMaxBytes,
    wallAt: clock.wallAt(),
  });
  const transport = createHttpTransport(identity.ingestUrl);
  const sender = new Sender({
    identity,
    outbox,
    transport,
    clock,
    log,
    bootId: randomUUID(),
    spreadMs: config.sendSpreadMs,
  });
  const sensor = createSupervisedSensor({ env });
  const agent = createAgent({ sensor, clock, outbox, sender, log, statusDir: config.dir, privacy: config.privacy });
  const ended = endSignal();
  await agent.start();
  say(MESSAGES.started(config.dir));
  await ended;
  await agent.stop();
  claim.release();
  say(MESSAGES.stopped);
  return EXIT.ok;
}

/** A second signal while stopping is ignored: the stop ends by itself within 5 s, and a minute is worth that. */
function endSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  return promise;
}
