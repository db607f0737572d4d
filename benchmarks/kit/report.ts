import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { ProcessUse } from './processes.ts';

/** A number that is promised or watched over time. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Lowest and highest of the repeats. */
  readonly spread?: readonly [number, number];
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Report {
  readonly name: string;
  /** What was measured, in one or two sentences. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly figures?: readonly Figure[];
  /** What each process used meanwhile. */
  readonly processes?: readonly ProcessUse[];
  readonly notes?: readonly string[];
}

/** Prints the tables and writes them to results/NAME.md, and everything as data to results/NAME.json, with the machine that it was measured on. */
export function writeReport(report: Report): void {
  const load = Number(loadavg()[0]?.toFixed(1));
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.versions.node,
  };
  const measuredAt = new Date().toISOString();
  const text = [
    `# ${report.name}`,
    report.about,
    `Measured on ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, ${measuredAt.slice(0, 10)}; load of the machine at the end ${load}.`,
    tableOf(report.columns, report.rows),
    ...figureTable(report.figures ?? []),
    ...processTable(report.processes ?? []),
    ...(report.notes ?? []),
  ].join('\n\n');
  console.log(text);
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${report.name}.md`), `${text}\n`);
  writeFileSync(
    join(folder, `${report.name}.json`),
    `${JSON.stringify({ ...report, measuredAt, machine, load }, null, 2)}\n`,
  );
}

const lineOf = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const tableOf = (columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [lineOf(columns), lineOf(columns.map(() => '---')), ...rows.map(lineOf)].join('\n');

/** Undefined: nothing is promised of it. */
export function isKept({ value, atLeast, atMost }: Figure): boolean | undefined {
  if (atLeast === undefined && atMost === undefined) return undefined;
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
}

function figureTable(figures: readonly Figure[]): string[] {
  if (figures.length === 0) return [];
  const rows = figures.map((figure) => {
    const promise = [
      ...(figure.atLeast === undefined ? [] : [`at least ${figure.atLeast}`]),
      ...(figure.atMost === undefined ? [] : [`at most ${figure.atMost}`]),
    ].join(', ');
    const kept = isKept(figure);
    return [
      figure.name,
      `${rounded(figure.value)} ${figure.unit}`.trim(),
      figure.spread === undefined ? '' : `${rounded(figure.spread[0])} – ${rounded(figure.spread[1])}`,
      promise,
      kept === undefined ? '' : kept ? 'kept' : 'not kept',
    ];
  });
  return [tableOf(['figure', 'value', 'spread', 'promise', ''], rows)];
}

function processTable(processes: readonly ProcessUse[]): string[] {
  if (processes.length === 0) return [];
  const rows = processes.map(({ name, cpuSeconds, peakMb }) => [name, cpuSeconds.toFixed(1), peakMb]);
  return [tableOf(['process', 'CPU seconds', 'peak MB'], rows)];
}

export const rounded = (value: number): number => Number(value.toPrecision(3));
export const perSecond = (count: number, ms: number): number => Math.round((count * 1000) / ms);
export const ratio = (value: number, reference: number): string => (value / reference).toFixed(2);
export const spreadOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
