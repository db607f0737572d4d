import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseXpropLine } from './xprop-lines.ts';
import type { XpropLine } from './xprop-lines.ts';

/**
 * `xprop -spy`: prints properties once, then again whenever they change. One process that waits costs less than three new ones each second,
 * and tells the moment of a change instead of the next poll.
 */
export type XpropSpy = { isAlive(): boolean; stop(): void };
export type SpyEnd = 'ended' | 'tool_missing';

export function spyOnProperties(
  args: string[],
  onLine: (line: XpropLine) => void,
  onEnd: (end: SpyEnd) => void,
): XpropSpy {
  // LC_ALL: under LANG=C xprop prints Japanese as escapes, and older property types not at all.
  const child = spawn('env', ['LC_ALL=C.UTF-8', 'xprop', '-spy', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let isAlive = true;
  let isStopped = false;
  const end = (kind: SpyEnd): void => {
    if (!isAlive) return;
    isAlive = false;
    if (!isStopped) onEnd(kind);
  };
  createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', (text) => {
    const line = isStopped ? null : parseXpropLine(text);
    if (line) onLine(line);
  });
  child.on('error', () => end('tool_missing'));
  child.on('exit', (code) => end(code === 127 ? 'tool_missing' : 'ended'));
  return {
    isAlive: () => isAlive,
    stop() {
      isStopped = true;
      if (isAlive) child.kill('SIGKILL');
    },
  };
}
