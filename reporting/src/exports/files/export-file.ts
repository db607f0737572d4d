import type { Selectable } from 'kysely';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Records, Tables } from '../../records/schema.ts';
import type { FormatName } from '../writer/formats.ts';
import type { PieceContent } from '../writer/piece.ts';

/** Rows of a file in its order; `units` of the job are done with them. */
export interface ExportPiece {
  readonly content: PieceContent;
  readonly units: number;
}

/** One file of a job, before it is made: nothing is read until it is asked for. */
export interface ExportFile {
  readonly format: FormatName;
  readonly fileName: string;
  /** What the format joins the rows with; goes to the writer's thread. */
  readonly context: unknown;
  readonly pieces: () => AsyncIterable<ExportPiece>;
}

export interface ExportPlan {
  readonly container: 'csv' | 'zip';
  readonly totalUnits: number;
  readonly files: Iterable<ExportFile>;
}

/** What was asked for, as it is stored. */
export type JobRow = Selectable<Tables['export_jobs']>;

export interface PlanDeps {
  readonly records: Records;
  readonly analytics: Analytics;
}

/** Says which files a job makes and from what. */
export type PlanExport = (deps: PlanDeps, job: JobRow) => Promise<ExportPlan>;
