import { readFile } from 'node:fs/promises';
import { Gauge, type Registry } from 'prom-client';
import { askedGauge } from '#platform/asked-gauge.ts';

/** A process that the launcher keeps running. */
export interface KeptPart {
  readonly name: string;
  /** undefined: it is down now. */
  pid(): number | undefined;
  /** How often it was started again since the start of the launcher. */
  restarts(): number;
}

/** What the launcher knows of its children. `parts` grows while the product starts. */
export function addPartMetrics(registry: Registry, parts: readonly KeptPart[]): void {
  const gauge = (name: string, help: string, valueOf: (part: KeptPart) => Promise<number | undefined>): void =>
    askedGauge(registry, {
      ...{ name, help, labelName: 'part' },
      read: async () => {
        const values = await Promise.all(parts.map(async (part) => [part.name, await valueOf(part)] as const));
        return new Map(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
      },
    });
  gauge('kinmu_part_up', '1: its process is there', (part) => Promise.resolve(part.pid() === undefined ? 0 : 1));
  gauge('kinmu_part_restarts', 'How often it was started again since the start of the launcher', (part) =>
    Promise.resolve(part.restarts()),
  );
  gauge('kinmu_part_resident_bytes', 'Memory of its first process (Linux)', (part) => residentBytes(part.pid()));
  const startedAt = Date.now() / 1_000;
  new Gauge({
    ...{ name: 'kinmu_launcher_started_seconds', help: 'When the launcher was started', registers: [registry] },
    collect() {
      this.set(startedAt);
    },
  });
}

/** undefined where the kernel has no /proc, or the process is just gone. */
async function residentBytes(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
