import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identitySchema } from '../identity/identity-file.ts';
import { createSimulatedAgent } from '../simulated/simulated-agent.ts';
import { scaledClock } from './scaled-clock.ts';

/**
 * A simulated agent as a process of its own, to be killed: `node agent-process.ts DIR ORIGIN_AT`. Its clock runs 600 times as fast, so it
 * closes ten minutes in a second. Ends in order when the file `stop` appears in its folder.
 */
const [dir = '', originAt = ''] = process.argv.slice(2);
const agent = createSimulatedAgent({
  identity: identitySchema.parse(JSON.parse(readFileSync(join(dir, 'identity.json'), 'utf8'))),
  dir,
  seed: 5,
  clock: scaledClock(600, Number(originAt)),
  tickMs: 5,
  sender: { spreadMs: 0, backoffMaxMs: 50, committedPollMs: 100 },
});
await agent.start();
process.send?.('started');
const timer = setInterval(() => {
  if (!existsSync(join(dir, 'stop'))) return;
  clearInterval(timer);
  void agent.stop().then(() => process.exit(0));
}, 20);
