import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Report {
  readonly name: string;
  /** What was measured, in one or two sentences. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
}

/** Prints the table and writes it to results/NAME.md with the machine that it was measured on. */
export function writeReport(report: Report): void {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(report.columns), line(report.columns.map(() => '---')), ...report.rows.map(line)].join('\n');
  const load = loadavg()[0]?.toFixed(1) ?? '';
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}; load of the machine at the end ${load}.`;
  const text = [`# ${report.name}`, report.about, `Measured on ${machine}`, table, ...(report.notes ?? [])].join(
    '\n\n',
  );
  console.log(text);
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${report.name}.md`), `${text}\n`);
}

export const perSecond = (count: number, ms: number): number => Math.round((count * 1000) / ms);
export const ratio = (value: number, reference: number): string => (value / reference).toFixed(2);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
