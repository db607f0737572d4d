import type { Route } from '#ui/app/routes.ts';

export const ROLES = ['employee', 'approver', 'seniorApprover', 'viewer', 'administrator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What the addresses with a date or a person in them need. */
export interface Places {
  readonly month: string;
  readonly workDate: string;
  /** Somebody of the approver's group. */
  readonly personId: string;
}

export interface Stop {
  readonly path: (places: Places) => string;
  readonly for: readonly Role[];
  /** The screen is drawn; default: its heading. */
  readonly isDrawn?: string;
  /** The page itself says that it is not for this person, after the portal has refused; default: there is no such page. */
  readonly refusal?: string;
}

const OWN: readonly Role[] = ['employee', 'approver', 'seniorApprover', 'viewer', 'administrator'];
/** The sample's administrator leads a section, too. */
const APPROVING: readonly Role[] = ['approver', 'seniorApprover', 'viewer', 'administrator'];
const ADMINISTRATING: readonly Role[] = ['administrator', 'admin'];

/**
 * Every page of the portal, by its name in the router, and whose it is. Written by hand on purpose: a new page does not compile here until somebody has
 * said who sees it, and a right that moves by mistake is seen.
 */
export const STOPS: Readonly<Record<Exclude<Route['page'], 'login'>, Stop>> = {
  home: { path: () => '/', for: OWN, isDrawn: '[data-testid="today-figures"]' },
  month: { path: () => '/months', for: OWN, isDrawn: '[data-testid="day-row"]' },
  monthReport: { path: ({ month }) => `/people/me/months/${month}/report`, for: OWN, isDrawn: '[data-testid="paper"]' },
  day: { path: ({ workDate }) => `/people/me/days/${workDate}`, for: OWN },
  tasks: { path: () => '/tasks', for: OWN },
  requests: { path: () => '/requests', for: OWN },
  overtimeRequest: { path: () => '/requests/overtime', for: OWN },
  correction: { path: ({ workDate }) => `/corrections/${workDate}`, for: OWN },
  approvals: { path: () => '/approvals', for: APPROVING },
  groups: { path: () => '/groups', for: APPROVING, isDrawn: '[data-testid="person-row"]' },
  groupReport: {
    path: ({ month }) => `/groups/mine/months/${month}/report`,
    for: APPROVING,
    isDrawn: '[data-testid="group-sheet"]',
  },
  dashboard: { path: () => '/dashboard', for: ['viewer'], refusal: '[data-testid="dashboard-refused"]' },
  dataExport: { path: () => '/data', for: ADMINISTRATING },
  settings: { path: () => '/settings', for: ROLES },
  monitoringPolicy: { path: () => '/monitoring-policy', for: ROLES },
  accessibility: { path: () => '/accessibility', for: ROLES },
  rosterFiles: { path: () => '/roster', for: ADMINISTRATING },
  rosterGroups: { path: () => '/roster/groups', for: ADMINISTRATING },
  rosterUsers: { path: () => '/roster/users', for: ADMINISTRATING },
  security: { path: () => '/security', for: ADMINISTRATING },
  tenant: { path: () => '/tenant', for: ADMINISTRATING },
  legalSettings: { path: () => '/tenant/limits', for: ADMINISTRATING },
  workImport: { path: () => '/work-imports', for: ADMINISTRATING },
  machineTokens: { path: () => '/integrations', for: ADMINISTRATING },
  audit: { path: () => '/audit', for: ADMINISTRATING },
  systemStatus: { path: () => '/system-status', for: ADMINISTRATING },
  notFound: { path: () => '/nowhere', for: ROLES },
};
