import type { MatrixEntry } from '../http/authorization-matrix.ts';
import type { CallInput } from './client.ts';
import type { TestPortal } from './portal.ts';

/** Requests of the dashboard: of the own tenant, or of the employee and their group by their ids. */
export const dashboardInputs = (
  portal: () => TestPortal,
): Readonly<Record<string, (entry: MatrixEntry) => CallInput>> => {
  const scopeOf = ({ about }: MatrixEntry, hasPerson = true) => {
    const { groups, people } = portal().house;
    if (about === 'own') return {};
    return { groupId: groups.SALES1, ...(hasPerson ? { personId: people.employee } : {}) };
  };
  const period = { from: '2026-03-01', to: '2026-03-31' };
  const ofPeriod = (entry: MatrixEntry): CallInput => ({ query: { ...scopeOf(entry), ...period } });
  const ofMonths = (entry: MatrixEntry): CallInput => ({ query: { ...scopeOf(entry), to: '202603' } });
  return {
    readDashboardOverview: ofPeriod,
    readDashboardTrend: ofMonths,
    readDashboardDistribution: ofPeriod,
    readDashboardHeatMap: ofPeriod,
    readDashboardDeviation: ofPeriod,
    readDashboardUse: (entry) => ({ query: { ...scopeOf(entry, false), ...period } }),
    listDashboardPeople: ofPeriod,
    listDashboardMonthsOver: ofMonths,
    listDashboardDays: ofPeriod,
    downloadDashboard: (entry) => ({ query: { ...scopeOf(entry), ...period, table: 'people' } }),
  };
};
