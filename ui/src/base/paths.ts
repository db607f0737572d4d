/** Every address of the portal, written once; app/routes.ts reads them back. */
export const paths = {
  home: '/',
  login: '/login',
  /** 勤務一覧 of the month that runs now. */
  workList: '/months',
  /** 業務登録; without a date the work date that runs now. */
  tasks: (workDate?: string, view?: 'day' | 'week'): string =>
    `/tasks${workDate === undefined ? '' : `/${workDate}`}${view === 'week' ? '?view=week' : ''}`,
  requests: '/requests',
  request: (requestId: string): string => `/requests/${requestId}`,
  /** 残業申請 for a date, else for the work date that runs now. */
  overtimeRequest: (workDate?: string): string =>
    `/requests/overtime${workDate === undefined ? '' : `?date=${workDate}`}`,
  corrections: '/corrections',
  /** 勤務修正 of a date; `from` and `to`: readings of a stretch to add; `requestId`: a returned correction to send again. */
  correction: (workDate: string, from: { from?: number; to?: number; requestId?: string } = {}): string => {
    const query = new URLSearchParams(Object.entries(from).map(([name, value]) => [name, String(value)])).toString();
    return `/corrections/${workDate}${query === '' ? '' : `?${query}`}`;
  },
  approvals: '/approvals',
  groups: '/groups',
  /** 見える化ダッシュボード; what it shows is in its query (features/dashboard/view-query.ts). */
  dashboard: '/dashboard',
  dataExport: '/data',
  settings: '/settings',
  monitoringPolicy: '/monitoring-policy',
  /** ウェブアクセシビリティ方針: also for people who are not signed in. */
  accessibility: '/accessibility',
  rosterFiles: '/roster',
  rosterGroups: '/roster/groups',
  rosterUsers: '/roster/users',
  security: '/security',
  tenant: '/tenant',
  legalSettings: '/tenant/limits',
  workImport: '/work-imports',
  machineTokens: '/integrations',
  systemStatus: '/system-status',
  audit: '/audit',
  month: (personId: string, month: string): string => `/people/${personId}/months/${month}`,
  /** 勤務レポート of a person's month, to print. */
  monthReport: (personId: string, month: string): string => `/people/${personId}/months/${month}/report`,
  /** 勤務レポート of a group; `mine`: every group that the viewer may look into. */
  groupReport: (groupId: string, month: string, withBelow: boolean): string =>
    `/groups/${groupId}/months/${month}/report${withBelow ? '?below=1' : ''}`,
  day: (personId: string, workDate: string, figure?: string): string =>
    `/people/${personId}/days/${workDate}${figure === undefined ? '' : `?figure=${figure}`}`,
} as const;

/** The own records are addressed by this word, so that an address can be shared by its meaning. */
export const OWN = 'me';
