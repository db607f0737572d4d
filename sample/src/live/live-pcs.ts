import { createSimulatedAgent } from '#collector/simulated/simulated-agent.ts';
import { readIdentity } from '#collector/identity/identity-file.ts';
import type { Service } from '#platform/lifecycle.ts';
import { pcNamesOf, SAMPLE_PEOPLE } from '../company/people.ts';
import { agentDirOf } from '../load/enrol-pcs.ts';

/** The simulated PCs of デモ商事: the real agent, outbox, sender and protocol; only the keyboard is played. */
export function createLivePcs(options: { sampleDir: string; ingestUrl: string }): Service {
  const agents = SAMPLE_PEOPLE.filter((person) => person.isLive).flatMap((person) => {
    const [pcName] = pcNamesOf(person);
    if (pcName === undefined) return [];
    const dir = agentDirOf(options.sampleDir, pcName);
    const identity = readIdentity(dir);
    if (identity === undefined) return [];
    // A later start may use another port than the one that the PC was enrolled with.
    const here = { ...identity, ingestUrl: options.ingestUrl };
    return [
      createSimulatedAgent({
        identity: here,
        dir,
        seed: person.number,
        isWorkingAt: () => true,
        hasOfflineSpells: person.number % 5 === 0,
      }),
    ];
  });
  return {
    start: async () => {
      for (const agent of agents) await agent.start();
    },
    stop: async () => {
      await Promise.all(agents.map((agent) => agent.stop()));
    },
  };
}
