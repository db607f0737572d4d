/** A collector with its outbox on disk and a person who is played, as a process of its own: the agent, outbox, sender and protocol of a PC. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceIdentity } from '#collector/identity/identity-file.ts';
import { createSimulatedAgent } from '#collector/simulated/simulated-agent.ts';

const dir = process.argv[2] ?? '.';
const identity = JSON.parse(readFileSync(join(dir, 'identity.json'), 'utf8')) as DeviceIdentity;
const agent = createSimulatedAgent({ identity, dir, seed: 7 });
await agent.start();
process.send?.('started');
process.on('SIGTERM', () => void agent.stop().then(() => process.exit(0)));
