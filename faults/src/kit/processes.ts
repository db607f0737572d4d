import { readFileSync, readdirSync } from 'node:fs';

export interface FoundProcess {
  readonly pid: number;
  /** The command line, words parted by spaces. */
  readonly command: string;
}

/**
 * Living processes whose command line or environment names the text, this one left out. Every service of the product names its data folder in
 * one of the two, so an empty answer means that nothing of it was left behind.
 */
export function processesNaming(text: string): FoundProcess[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`);
    const isNamed = command.includes(text) || read(`/proc/${pid}/environ`).includes(text);
    return isNamed && isLiving(Number(pid))
      ? [{ pid: Number(pid), command: command.replaceAll('\0', ' ').trim() }]
      : [];
  });
}

/** Living children of a process, whatever they call themselves. */
export const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isLiving(pid) && parentOf(pid) === parent);

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** A dead process that nobody has collected yet is not living. */
export function isLiving(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  return state !== '' && state !== 'Z' && state !== 'X';
}

export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // ended while we were looking
  }
}
