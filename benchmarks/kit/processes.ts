import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What a process (with the same name: several together) used while it was watched. */
export interface ProcessUse {
  readonly name: string;
  readonly cpuSeconds: number;
  /** The highest resident size seen. */
  readonly peakMb: number;
}

export interface ProcessWatch {
  /** Use since the watch began. */
  use(): ProcessUse[];
  stop(): ProcessUse[];
}

const SAMPLE_MS = 250;
/** USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Watches processes by pid through /proc, ended children of them not included. Elsewhere than on Linux nothing is known and the table stays empty.
 */
export function watchProcesses(pids: Readonly<Record<string, number | readonly number[] | undefined>>): ProcessWatch {
  const watched = Object.entries(pids).flatMap(([name, given]) =>
    [given ?? []].flat().map((pid) => ({ name, pid, from: cpuSecondsOf(pid) ?? 0, last: 0, peakMb: 0 })),
  );
  const sample = (): void => {
    for (const each of watched) {
      const cpuSeconds = cpuSecondsOf(each.pid);
      if (cpuSeconds === undefined) continue;
      each.last = cpuSeconds - each.from;
      each.peakMb = Math.max(each.peakMb, residentMb(each.pid));
    }
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  const use = (): ProcessUse[] => {
    sample();
    return [...Map.groupBy(watched, (each) => each.name)].map(([name, list]) => ({
      name: list.length === 1 ? name : `${name} ×${list.length}`,
      cpuSeconds: sum(list.map((each) => each.last)),
      peakMb: Math.round(sum(list.map((each) => each.peakMb))),
    }));
  };
  return {
    use,
    stop: () => {
      clearInterval(timer);
      return use();
    },
  };
}

/** A process and all below it. */
export function processTree(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1]) }));
  const found = [root];
  for (const pid of found) found.push(...parents.filter((one) => one.parent === pid).map((one) => one.pid));
  return found;
}

/** A tree by the names of its parts: `core`, `ingest`, `nats-server`, `postgres`. */
export function namedTree(root: number): Record<string, number[]> {
  const named: Record<string, number[]> = {};
  for (const pid of processTree(root)) (named[nameOf(pid)] ??= []).push(pid);
  return named;
}

function nameOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`).split('\0');
  const file = words.find((word) => word.endsWith('.ts'));
  if (file === undefined) return basename(words[0]?.split(/[ :]/)[0] ?? '');
  return file.includes('core/main') ? 'core' : (file.split('/src/')[0]?.split('/').at(-1) ?? file);
}

export function cpuSecondsOf(pid: number): number | undefined {
  // The second field is a name that may hold blanks; what follows its bracket is counted from the third.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : undefined;
}

export function residentMb(pid: number): number {
  return kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024;
}

export function proportionalMb(pid: number): number {
  return kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss') / 1024;
}

/** Of some processes together: what is theirs alone, and each page of a file (the same Node runs in all of them) once. */
export function togetherMb(pids: readonly number[]): number {
  let anonymousKb = 0;
  const filesKb = new Map<string, number>();
  for (const pid of pids) {
    for (const mapping of read(`/proc/${pid}/smaps`).split(/^(?=[\da-f]+-[\da-f]+ )/m)) {
      const [, offset, path] = /^\S+ \S+ (\S+) \S+ \d+ *(\/.*)?$/m.exec(mapping) ?? [];
      const anonymous = kilobytesOf(mapping, 'Anonymous');
      const ofFile = kilobytesOf(mapping, 'Rss') - anonymous;
      anonymousKb += anonymous;
      const key = path === undefined ? `${pid} ${mapping.slice(0, 40)}` : `${path} ${offset}`;
      filesKb.set(key, Math.max(filesKb.get(key) ?? 0, ofFile));
    }
  }
  return (anonymousKb + sum([...filesKb.values()])) / 1024;
}

/** Processor seconds of a process and of the children that it has seen end. */
export function cpuSecondsWithEnded(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return sum(fields.slice(11, 15).map(Number)) / TICKS_PER_SECOND;
}

const kilobytes = (file: string, name: string): number => kilobytesOf(read(file), name);
const kilobytesOf = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
