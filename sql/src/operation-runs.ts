import { z } from 'zod';
import { defineQuery } from '#platform/clickhouse.ts';
import type { Analytics } from '#platform/clickhouse.ts';

export const OPERATION_KINDS = ['backup', 'restore', 'reconcile'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** Numbers and instants of a run, never content. */
export type OperationFigures = Readonly<Record<string, number | string>>;

export interface OperationRun {
  kind: OperationKind;
  /** ISO instants. */
  startedAt: string;
  finishedAt: string;
  figures: OperationFigures;
}

const readRuns = defineQuery({
  name: 'sql/read-operation-runs',
  sql: `
    SELECT kind, max(started_at) AS startedAt, argMax(finished_at, started_at) AS finishedAt, argMax(figures, started_at) AS figures
    FROM operation_runs_v1
    GROUP BY kind`,
  params: z.object({}),
  row: z.object({ kind: z.enum(OPERATION_KINDS), startedAt: z.string(), finishedAt: z.string(), figures: z.string() }),
});

/** Notes a finished run. Its identity is kind and start: a repeat replaces itself. */
export async function noteOperationRun(analytics: Analytics, run: OperationRun): Promise<void> {
  await analytics.insertRows(
    'operation_runs_v1',
    ['kind', 'started_at', 'finished_at', 'figures'],
    [[run.kind, run.startedAt, run.finishedAt, JSON.stringify(run.figures)]],
  );
}

const figuresSchema = z.record(z.string(), z.union([z.number(), z.string()]));

/** The newest run of each kind. */
export async function readLastOperationRuns(
  analytics: Analytics,
): Promise<Partial<Record<OperationKind, OperationRun>>> {
  const rows = await analytics.query(readRuns, {});
  return Object.fromEntries(
    rows.map((row) => [row.kind, { ...row, figures: figuresSchema.parse(JSON.parse(row.figures)) }]),
  );
}
