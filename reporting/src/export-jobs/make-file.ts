import type { ExportKind } from '#domain/contract/export-jobs.ts';
import type { ExportPlan, PlanDeps, PlanExport } from '../exports/files/export-file.ts';
import { datesOf } from '../exports/files/export-people.ts';
import { planKinmu } from '../exports/files/plan-kinmu.ts';
import { planPc } from '../exports/files/plan-pc.ts';
import { planAggregation, planGyomu } from '../exports/files/plan-zips.ts';
import { startExportWriter } from '../exports/writer/export-writer.ts';
import type { WriterOptions, WriterReport } from '../exports/writer/protocol.ts';
import type { JobRow } from '../exports/files/export-file.ts';

const PLANS: Readonly<Record<ExportKind, PlanExport>> = {
  kinmu: planKinmu,
  gyomu: planGyomu,
  aggregation: planAggregation,
  pc: planPc,
};

export interface Progress {
  doneUnits: number;
  totalUnits: number;
}

/** Aborted: cancelled, taken over, or the portal stops. */
export class ExportStopped extends Error {
  constructor() {
    super('the export was stopped');
    this.name = 'ExportStopped';
  }
}

/** Makes the whole file of a job at `partPath`. */
export async function makeFile(
  deps: PlanDeps,
  job: JobRow,
  partPath: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<WriterReport> {
  const plan = await PLANS[job.kind](deps, job);
  const options = {
    path: partPath,
    encoding: job.encoding,
    guardsFormulas: job.guards_formulas,
    // The same data at another hour is the same file.
    entryTimeMs: Date.parse(`${datesOf(job.range).to}T00:00:00Z`),
  };
  return writePlan(plan, options, progress, signal);
}

/** Reading waits for the writer: memory holds two pieces, however many rows there are. */
export async function writePlan(
  plan: ExportPlan,
  options: Omit<WriterOptions, 'container'>,
  progress: Progress,
  signal: AbortSignal,
): Promise<WriterReport> {
  progress.totalUnits = plan.totalUnits;
  const writer = startExportWriter({ ...options, container: plan.container });
  // The last piece of a file may keep the thread busy for long: it is not waited for.
  const stop = (): void => void writer.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await writeFiles(plan, writer.send, progress, signal);
    return await writer.finish();
  } catch (err) {
    throw signal.aborted ? new ExportStopped() : err;
  } finally {
    signal.removeEventListener('abort', stop);
    await writer.close();
  }
}

async function writeFiles(
  plan: ExportPlan,
  send: ReturnType<typeof startExportWriter>['send'],
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  for (const file of plan.files) {
    await send({ kind: 'begin', format: file.format, fileName: file.fileName, context: file.context });
    for await (const piece of file.pieces()) {
      if (signal.aborted) throw new ExportStopped();
      await send({ kind: 'piece', content: piece.content });
      progress.doneUnits += piece.units;
    }
    await send({ kind: 'end' });
  }
}
