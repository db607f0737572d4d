import type { z } from 'zod';
import type { downloadDashboard } from '#domain/contract/dashboard.ts';
import { compact } from '#domain/legal/legal-standing.ts';
import { monthOf } from '#domain/time/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { encodeCsv } from '../csv/write-csv.ts';
import type { Exchange } from '../http/mount.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { listDays } from './list-days.ts';
import { listMonthsOver } from './list-months-over.ts';
import { listPeople } from './list-people.ts';
import { openView } from './open-view.ts';
import type { DashboardTools, View } from './open-view.ts';
import { readDistribution } from './read-distribution.ts';
import { readDeviation, readHeatMap } from './read-heat-map.ts';
import { readOverview } from './read-overview.ts';
import { readTrend } from './read-trend.ts';
import { readUse } from './read-use.ts';
import {
  daysTable,
  deviationTable,
  distributionTable,
  heatMapTable,
  monthsOverTable,
  overviewTable,
  peopleTable,
  trendTable,
  useTable,
} from './tables.ts';

type Query = z.output<NonNullable<(typeof downloadDashboard)['query']>>;
type Table = readonly (readonly string[])[];

/** Built whole before it is sent: it bounds the memory of one download. */
const MAX_FILE_ROWS = 100_000;
const WHOLE = { offset: 0, limit: MAX_FILE_ROWS };

/** What is shown, as a file: the same use cases, so the same figures. Each download is a row of the audit. */
export async function download(
  tools: DashboardTools,
  viewer: Viewer,
  query: Query,
  { response, requestId }: Exchange,
): Promise<Refusal | undefined> {
  const isByMonth = query.table === 'trend' || query.table === 'monthsOver';
  const period = isByMonth ? { untilMonth: compact(monthOf(query.to)) } : { from: query.from, to: query.to };
  const view = await openView(tools, viewer, {
    scope: query,
    period,
    requestId,
    action: 'dashboard.exported',
    table: query.table,
  });
  if (view instanceof Refusal) return view;
  const table = await readTable(tools, view, query);
  if (table instanceof Refusal) return table;
  const name = `dashboard_${query.table}_${view.from}_${view.to}`.replaceAll('-', '');
  response.setHeader('Content-Type', 'text/csv; charset=Windows-31J');
  response.setHeader('Content-Disposition', `attachment; filename="${name}.csv"`);
  response.end(encodeCsv(table));
  return undefined;
}

async function readTable(tools: DashboardTools, view: View, query: Query): Promise<Table | Refusal> {
  const { records } = tools;
  switch (query.table) {
    case 'overview':
      return overviewTable(await readOverview(view));
    case 'trend':
      return trendTable(await readTrend(view));
    case 'distribution':
      return distributionTable(await readDistribution(view, query.figure));
    case 'heatMap':
      return heatMapTable(await readHeatMap(tools, view));
    case 'deviation':
      return deviationTable(await readDeviation(tools, view));
    case 'applicationUse':
      return orRefusal(await readUse(tools, view), useTable);
    case 'people':
      return inRows(
        await listPeople(records, view, { ...query, ...WHOLE, order: query.order === 'date' ? 'most' : query.order }),
        peopleTable,
      );
    case 'monthsOver':
      return inRows(await listMonthsOver(records, view, { onlyOver: query.onlyOver, ...WHOLE }), monthsOverTable);
    case 'days':
      return inRows(
        await listDays(tools, view, { ...query, ...WHOLE, order: query.order === 'date' ? 'date' : 'most' }),
        daysTable,
      );
  }
}

const orRefusal = <A>(answer: A | Refusal, toTable: (answer: A) => Table): Table | Refusal =>
  answer instanceof Refusal ? answer : toTable(answer);

/** More than fits is refused: half a list would be taken for the whole. */
function inRows<A extends { readonly total: number }>(
  answer: A | Refusal,
  toTable: (answer: A) => Table,
): Table | Refusal {
  if (answer instanceof Refusal) return answer;
  if (answer.total <= MAX_FILE_ROWS) return toTable(answer);
  const message = `more than ${MAX_FILE_ROWS} rows: choose a shorter period or a smaller group`;
  return refuse('invalid_input', { places: [{ path: 'query.to', message }] });
}
