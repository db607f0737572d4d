import assert from 'node:assert/strict';
import { test } from 'node:test';
import { can, coveredGroupIds } from './can.ts';
import type { Action, ActionObjects, Subject } from './can.ts';
import { groupsUpFrom } from './group-tree.ts';
import type { GroupTree } from './group-tree.ts';

/** company ◀ sales ◀ salesOne, company ◀ lab */
const TREE: GroupTree = new Map([
  ['company', null],
  ['sales', 'company'],
  ['salesOne', 'sales'],
  ['lab', 'company'],
]);

const subject = (more: Partial<Subject> = {}): Subject => ({
  tenantId: 't1',
  personId: 'me',
  isAdministrator: false,
  isTenantAdmin: false,
  mayViewDashboard: false,
  approverOf: [],
  seniorApproverOf: [],
  ...more,
});
const me = {
  tenantId: 't1',
  personId: 'me',
  groupId: 'salesOne',
  isOnlyApprover: false,
  plan: 'advanced' as const,
};
const colleague = { ...me, personId: 'colleague' };

const ROLES = {
  employee: subject(),
  approver: subject({ approverOf: ['salesOne'] }),
  parentApprover: subject({ approverOf: ['sales'] }),
  senior: subject({ seniorApproverOf: ['company'] }),
  siblingApprover: subject({ approverOf: ['lab'] }),
  administrator: subject({ isAdministrator: true }),
  dashboardViewer: subject({ mayViewDashboard: true }),
  admin: subject({ isTenantAdmin: true, personId: 'admin' }),
} as const;
type Role = keyof typeof ROLES;

/** Who may do it to a colleague in 営業一課, and to their group and tenant. */
const ALLOWED: Readonly<Record<Action, readonly Role[]>> = {
  'day.view': ['approver', 'parentApprover', 'senior'],
  'legal.view': ['approver', 'parentApprover', 'senior'],
  'group-status.view': ['approver', 'parentApprover', 'senior'],
  'task.view': ['approver', 'parentApprover', 'senior'],
  'task.manage': [],
  'unrequested.answer': [],
  'operation.record': [],
  'request.send': [],
  'request.decide': ['approver', 'parentApprover', 'senior'],
  'enrolment.create': ['administrator', 'admin'],
  'device.manage': ['administrator', 'admin'],
  'person.list': ['approver', 'parentApprover', 'senior', 'administrator', 'admin'],
  'dashboard.view': ['dashboardViewer'],
  'kinmu.download': ['administrator', 'admin'],
  'machine-token.manage': ['administrator', 'admin'],
  'roster.manage': ['administrator', 'admin'],
  'security.manage': ['administrator', 'admin'],
  'settings.manage': ['administrator', 'admin'],
  'work-import.manage': ['administrator', 'admin'],
  'built-in-admin.switch': ['administrator'],
  'system-status.view': ['administrator', 'admin'],
  'audit.view': ['administrator', 'admin'],
};

for (const action of Object.keys(ALLOWED) as Action[]) {
  test(`${action} on others is allowed to ${ALLOWED[action].join(', ') || 'nobody'} and to no other role`, () => {
    const allowed = (Object.keys(ROLES) as Role[]).filter((role) => can(ROLES[role], action, colleague, TREE));
    assert.deepEqual(allowed, ALLOWED[action]);
  });
}

test('a person sees their own days, presses their own buttons and enrols their own PC', () => {
  const own: Action[] = [
    'day.view',
    'task.view',
    'task.manage',
    'unrequested.answer',
    'legal.view',
    'operation.record',
    'request.send',
    'enrolment.create',
    'device.manage',
  ];
  for (const action of own) assert.equal(can(subject(), action, me, TREE), true, action);
});

test('the dashboard is for the plan Advanced alone', () => {
  for (const plan of ['telework', 'standard'] as const)
    assert.equal(can(ROLES.dashboardViewer, 'dashboard.view', { ...me, plan }, TREE), false);
});

test('an approver decides on their own request only where nobody else can', () => {
  const approver = subject({ approverOf: ['sales'] });
  assert.equal(can(approver, 'request.decide', me, TREE), false);
  assert.equal(can(approver, 'request.decide', { ...me, isOnlyApprover: true }, TREE), true);
  assert.equal(can(subject(), 'request.decide', { ...me, isOnlyApprover: true }, TREE), false);
});

test('the built-in admin has no month and no buttons of its own', () => {
  const itself = { tenantId: 't1', personId: 'admin', groupId: 'company' };
  assert.equal(can(ROLES.admin, 'day.view', itself, TREE), false);
  assert.equal(can(ROLES.admin, 'operation.record', itself, TREE), false);
});

test('no role reaches another tenant, not even under the same ids', () => {
  const everything = {
    isAdministrator: true,
    isTenantAdmin: true,
    mayViewDashboard: true,
    approverOf: ['company'],
    seniorApproverOf: ['salesOne'],
  };
  for (const action of Object.keys(ALLOWED) as Action[]) {
    const foreign: ActionObjects[Action] & typeof me = { ...me, tenantId: 't2' };
    assert.equal(can(subject(everything), action, foreign, TREE), false, action);
  }
});

test('an approver of a child has no right upwards or sideways', () => {
  const inParent = { ...colleague, groupId: 'sales' };
  assert.equal(can(ROLES.approver, 'day.view', inParent, TREE), false);
  assert.equal(can(ROLES.siblingApprover, 'day.view', colleague, TREE), false);
});

test('covered groups are the approved ones with everything below them', () => {
  assert.deepEqual(coveredGroupIds(ROLES.parentApprover, TREE), ['sales', 'salesOne']);
  assert.deepEqual(coveredGroupIds(ROLES.senior, TREE), ['company', 'sales', 'salesOne', 'lab']);
  assert.deepEqual(coveredGroupIds(ROLES.employee, TREE), []);
});

test('a cycle of groups does not hang and names each group once', () => {
  const cycle: GroupTree = new Map([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
  ]);
  assert.deepEqual(groupsUpFrom('a', cycle), ['a', 'b', 'c']);
  assert.deepEqual(groupsUpFrom('unknown', cycle), ['unknown']);
});
