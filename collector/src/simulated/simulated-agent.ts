import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createAgent } from '../agent.ts';
import type { Agent } from '../agent.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { DeviceIdentity } from '../identity/identity-file.ts';
import type { Logger } from '../log.ts';
import { outboxPath } from '../outbox/open-outbox-file.ts';
import { Outbox } from '../outbox/outbox.ts';
import { Sender } from '../sender/sender.ts';
import type { SenderOptions } from '../sender/sender.ts';
import { createHttpTransport } from '../sender/transport.ts';
import { isOnlineAt, withCable } from './offline-spells.ts';
import { createSimulatedSensor } from './simulated-sensor.ts';
import type { SimulatedSensorOptions } from './simulated-sensor.ts';

export interface SimulatedAgentOptions {
  readonly identity: DeviceIdentity;
  /** Folder of the outbox; one for each agent or one for all, the files are named by device. */
  readonly dir: string;
  readonly seed: number;
  readonly isWorkingAt?: SimulatedSensorOptions['isWorkingAt'];
  /** Now and then without a network, as laptops are; what was recorded meanwhile arrives late. Default: always online. */
  readonly hasOfflineSpells?: boolean;
  readonly log?: Logger;
  /** A clock that runs faster, and how often it is looked at, for tests. */
  readonly clock?: Clock;
  readonly tickMs?: number;
  readonly sender?: Pick<Partial<SenderOptions>, 'spreadMs' | 'backoffMaxMs' | 'committedPollMs'>;
}

/** A PC without a person: a simulated sensor on the real agent, outbox, sender and protocol. A dozen of them share one process with ease. */
export function createSimulatedAgent(options: SimulatedAgentOptions): Agent {
  const { identity, dir, seed, clock = systemClock, log = pino({ level: 'silent' }) } = options;
  const outbox = new Outbox({
    path: outboxPath(dir, identity.deviceId),
    // A simulated PC has nothing that its server would need again for long.
    retainCommittedDays: 1,
    maxBytes: 50 * 1024 * 1024,
    wallAt: clock.wallAt(),
  });
  const transport = createHttpTransport(identity.ingestUrl);
  const sender = new Sender({
    identity,
    outbox,
    transport: options.hasOfflineSpells ? withCable(transport, () => isOnlineAt(seed, clock.wallAt())) : transport,
    clock,
    log,
    bootId: randomUUID(),
    spreadMs: 2_000,
    ...options.sender,
  });
  const sensor = createSimulatedSensor({
    seed,
    clock,
    ...(options.isWorkingAt === undefined ? {} : { isWorkingAt: options.isWorkingAt }),
    ...(options.tickMs === undefined ? {} : { tickMs: options.tickMs }),
  });
  return createAgent({ sensor, clock, outbox, sender, log });
}
