import { groupsUpFrom } from './group-tree.ts';
import type { GroupTree } from './group-tree.ts';
import type { Plan } from '../contract/settings.ts';
import { hasDashboard } from '../settings/has-dashboard.ts';

/** Who asks. The built-in account `admin` has `isTenantAdmin` and no month of its own. */
export interface Subject {
  readonly tenantId: string;
  readonly personId: string;
  readonly isAdministrator: boolean;
  readonly isTenantAdmin: boolean;
  /** 見える化ダッシュボード閲覧権限. */
  readonly mayViewDashboard: boolean;
  readonly approverOf: readonly string[];
  readonly seniorApproverOf: readonly string[];
}

export interface PersonObject {
  readonly tenantId: string;
  readonly personId: string;
  /** The group on the date in question; for a list of dates, the present one. */
  readonly groupId: string;
}
export interface DecisionObject extends PersonObject {
  /** No other approver or senior approver of the group, or of one above it, may sign in. */
  readonly isOnlyApprover: boolean;
}
export interface GroupObject {
  readonly tenantId: string;
  readonly groupId: string;
}
export interface TenantObject {
  readonly tenantId: string;
}

export interface DashboardObject extends TenantObject {
  readonly plan: Plan;
}

/** Every action of the portal and what it is done to. */
export interface ActionObjects {
  /** See a day or month of a person: declared work, PC log, totals. */
  'day.view': PersonObject;
  /** See what the law asks of a person: overtime, caps, rest intervals. */
  'legal.view': PersonObject;
  /** See who of a group is working now, and their legal figures. */
  'group-status.view': GroupObject;
  /** See a person's 業務. */
  'task.view': PersonObject;
  /** Write own 業務 and reports, and choose the calendar they are imported from. */
  'task.manage': PersonObject;
  /** Say what own 申請外 was. */
  'unrequested.answer': PersonObject;
  /** Press 開始 / 休憩 / 再開 / 終了. */
  'operation.record': PersonObject;
  /** Send, change and withdraw requests. */
  'request.send': PersonObject;
  /** Approve or return a request, settle a difference. */
  'request.decide': DecisionObject;
  /** Make a one-off code that binds a PC to this person. */
  'enrolment.create': PersonObject;
  /** List and revoke this person's PCs. */
  'device.manage': PersonObject;
  /** List the people of a group. */
  'person.list': GroupObject;
  /** Figures of the whole tenant, down to the people and days behind them. */
  'dashboard.view': DashboardObject;
  'kinmu.download': TenantObject;
  /** 外部連携: make, list and revoke tokens of other systems. */
  'machine-token.manage': TenantObject;
  'roster.manage': TenantObject;
  'security.manage': TenantObject;
  'settings.manage': TenantObject;
  /** 過去の勤務の取り込み: bring in, list and take back. */
  'work-import.manage': TenantObject;
  /** Take the built-in `admin` its sign-in or give it back. */
  'built-in-admin.switch': TenantObject;
  /** See whether the system works and when each PC was last heard. */
  'system-status.view': TenantObject;
  /** Read the audit of everyone. */
  'audit.view': TenantObject;
}
export type Action = keyof ActionObjects;
/** Actions on a person's own data. */
export type PersonAction = { [A in Action]: ActionObjects[A] extends PersonObject ? A : never }[Action];

type Policy<A extends Action> = (subject: Subject, object: ActionObjects[A], tree: GroupTree) => boolean;

const isSelf = (subject: Subject, object: PersonObject): boolean =>
  !subject.isTenantAdmin && subject.personId === object.personId;
const hasAdministration = (subject: Subject): boolean => subject.isAdministrator || subject.isTenantAdmin;

/** Approver or senior approver of the group or of any group above it: rights are inherited downwards (G:93-111). */
const covers = (subject: Subject, groupId: string, tree: GroupTree): boolean =>
  groupsUpFrom(groupId, tree).some(
    (each) => subject.approverOf.includes(each) || subject.seniorApproverOf.includes(each),
  );

/**
 * Who may do what, in one exhaustive table.
 *
 *   action             self   approver, senior approver   administrator   admin
 *   day.view           yes    groups covered              no              no
 *   legal.view         yes    groups covered              no              no
 *   group-status.view  –      groups covered              no              no
 *   task.view          yes    groups covered              no              no
 *   task.manage        yes    no                          no              no
 *   unrequested.answer yes    no                          no              no
 *   operation.record   yes    no                          no              no
 *   request.send       yes    no                          no              no
 *   request.decide     only†  groups covered              no              no
 *   enrolment.create   yes    no                          yes             yes
 *   device.manage      yes    no                          yes             yes
 *   person.list        –      groups covered              yes             yes
 *   dashboard.view     –      people with the right, on the plan Advanced; nobody else
 *   kinmu.download     –      no                          yes             yes
 *   roster, security   –      no                          yes             yes
 *   settings, audit    –      no                          yes             yes
 *   work-import        –      no                          yes             yes
 *   machine-token      –      no                          yes             yes
 *   system-status      –      no                          yes             yes
 *   built-in-admin     –      no                          yes             no
 *
 * An administrator has roster, downloads and security settings of the whole tenant (SPEC 1, G:118-123); looking into another person's month on
 * the screen is an approver's right. Nobody records work for someone else.
 * † Nobody approves their own request unless nobody else can (SPEC 5).
 */
const POLICIES: { readonly [A in Action]: Policy<A> } = {
  'day.view': (subject, object, tree) => isSelf(subject, object) || covers(subject, object.groupId, tree),
  'legal.view': (subject, object, tree) => isSelf(subject, object) || covers(subject, object.groupId, tree),
  'group-status.view': (subject, object, tree) => covers(subject, object.groupId, tree),
  'task.view': (subject, object, tree) => isSelf(subject, object) || covers(subject, object.groupId, tree),
  'task.manage': (subject, object) => isSelf(subject, object),
  'unrequested.answer': (subject, object) => isSelf(subject, object),
  'operation.record': (subject, object) => isSelf(subject, object),
  'request.send': (subject, object) => isSelf(subject, object),
  'request.decide': (subject, object, tree) =>
    covers(subject, object.groupId, tree) && (!isSelf(subject, object) || object.isOnlyApprover),
  'enrolment.create': (subject, object) => isSelf(subject, object) || hasAdministration(subject),
  'device.manage': (subject, object) => isSelf(subject, object) || hasAdministration(subject),
  'person.list': (subject, object, tree) => hasAdministration(subject) || covers(subject, object.groupId, tree),
  'dashboard.view': (subject, { plan }) => subject.mayViewDashboard && hasDashboard(plan),
  'kinmu.download': hasAdministration,
  'machine-token.manage': hasAdministration,
  'roster.manage': hasAdministration,
  'security.manage': hasAdministration,
  'settings.manage': hasAdministration,
  'work-import.manage': hasAdministration,
  'built-in-admin.switch': (subject) => subject.isAdministrator && !subject.isTenantAdmin,
  'system-status.view': hasAdministration,
  'audit.view': hasAdministration,
};

/** The one policy function. Across tenants the answer is no, whatever else holds. */
export function can<A extends Action>(subject: Subject, action: A, object: ActionObjects[A], tree: GroupTree): boolean {
  const policy: Policy<A> = POLICIES[action];
  return subject.tenantId === object.tenantId && policy(subject, object, tree);
}

/** The groups whose people a subject may look into (`day.view`, `person.list` as approver): the filter of lists. */
export const coveredGroupIds = (subject: Subject, tree: GroupTree): string[] =>
  [...tree.keys()].filter((groupId) => covers(subject, groupId, tree));
