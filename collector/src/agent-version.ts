import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this agent, as its package.json says; undefined where it was packed without one. */
export const AGENT_VERSION: string | undefined = readVersion();

function readVersion(): string | undefined {
  try {
    const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
    return (JSON.parse(text) as { version?: string }).version;
  } catch {
    return undefined;
  }
}
