import type { Component } from 'svelte';
import type { Me } from '#domain/contract/session.ts';
import type { PlainPage } from './routes.ts';

interface Page {
  readonly load: () => Promise<{ default: Component<Record<string, never>> }>;
  /** For display only: the portal judges each request again. */
  readonly isFor: (me: Me) => boolean;
}
const administrators = (me: Me): boolean => me.isAdministrator;

/** Every page whose address is only its name: whom it is for, and where it is. A page comes with its first opening. */
export const PAGES: Readonly<Record<PlainPage, Page>> = {
  approvals: { load: () => import('../features/approvals/ApprovalsPage.svelte'), isFor: (me) => me.isApprover },
  groups: { load: () => import('../features/group-status/GroupStatusPage.svelte'), isFor: (me) => me.isApprover },
  // Whoever may not see it is told why.
  dashboard: { load: () => import('../features/dashboard/DashboardPage.svelte'), isFor: () => true },
  dataExport: {
    load: () => import('../features/data-export/DataExportPage.svelte'),
    isFor: (me) => me.mayDownload,
  },
  settings: { load: () => import('../features/personal-settings/PersonalSettingsPage.svelte'), isFor: () => true },
  accessibility: { load: () => import('../features/accessibility/AccessibilityPage.svelte'), isFor: () => true },
  monitoringPolicy: {
    load: () => import('../features/monitoring-policy/MonitoringPolicyPage.svelte'),
    isFor: () => true,
  },
  rosterFiles: { load: () => import('../features/roster-files/RosterFilesPage.svelte'), isFor: administrators },
  rosterGroups: { load: () => import('../features/roster-groups/RosterGroupsPage.svelte'), isFor: administrators },
  rosterUsers: { load: () => import('../features/roster-users/RosterUsersPage.svelte'), isFor: administrators },
  security: { load: () => import('../features/security/SecurityPage.svelte'), isFor: administrators },
  tenant: { load: () => import('../features/tenant/TenantPage.svelte'), isFor: administrators },
  legalSettings: {
    load: () => import('../features/legal-settings/LegalSettingsPage.svelte'),
    isFor: administrators,
  },
  workImport: { load: () => import('../features/work-import/WorkImportPage.svelte'), isFor: administrators },
  machineTokens: {
    load: () => import('../features/machine-tokens/MachineTokensPage.svelte'),
    isFor: administrators,
  },
  systemStatus: {
    load: () => import('../features/system-status/SystemStatusPage.svelte'),
    isFor: administrators,
  },
  audit: { load: () => import('../features/audit/AuditPage.svelte'), isFor: administrators },
};

export const loadWorkList = () => import('../features/work-list/WorkListPage.svelte');
export const loadMonthReport = () => import('../features/report/PersonReportPage.svelte');
export const loadGroupReport = () => import('../features/report/GroupReportPage.svelte');
export const loadDay = () => import('../features/day/DayPage.svelte');
export const loadRequests = () => import('../features/requests/RequestsPage.svelte');
export const loadOvertimeRequest = () => import('../features/requests/OvertimePage.svelte');
export const loadCorrection = () => import('../features/requests/CorrectionPage.svelte');
export const loadTasks = () => import('../features/tasks/TasksPage.svelte');
export const loadForcedPassword = () => import('../features/personal-settings/ForcedPasswordPage.svelte');
