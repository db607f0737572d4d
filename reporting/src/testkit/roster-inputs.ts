import { randomUUID } from 'node:crypto';
import type { CallInput, Client } from './client.ts';
import type { House } from './house.ts';
import type { TestPortal } from './portal.ts';
import { draftWith, fileOf, upload, userRow } from './roster-files.ts';

/** Whoever asks, with the house they belong to; `isAllowed`: what they ask about can be made beforehand. */
export interface RosterAsker {
  readonly house: House;
  readonly browser: Client;
  readonly isAllowed: boolean;
}

const versionOf = async (portal: TestPortal, house: House): Promise<number> =>
  (
    await portal.records
      .selectFrom('tenants')
      .select('roster_version')
      .where('tenant_id', '=', house.tenantId)
      .executeTakeFirstOrThrow()
  ).roster_version;

/** A file that renames the employee, anew each time. */
const renaming = () => ({ user: fileOf('user', [userRow('2', 'employee', randomUUID(), 'SALES1')]) });

const draftOf = async (asker: RosterAsker): Promise<string> =>
  asker.isAllowed ? draftWith(asker.browser, renaming()) : randomUUID();

const newUser = (house: House) => ({
  ...{ employeeNumber: '1', name: randomUUID(), kana: '', mail: 'new@example.com' },
  ...{ groupId: house.groups.SALES1, patternId: null, isAdministrator: false, mayViewDashboard: false },
  ...{ startApproval: 'byWorkStyle', endApproval: 'byWorkStyle', taskAtStart: 'optional', reportAtEnd: 'mandatory' },
  ...{ breakNotice: true, beforeEndNotice: false, endNotice: true, afterHoursNotice: false, overtimeManagement: true },
});
const newGroup = (house: House) => ({
  ...{ name: randomUUID(), parentGroupId: house.groups.HQ, seniorApprovers: [] },
  approvers: [house.people.siblingApprover],
});
const random = (): string => randomUUID().slice(0, 8);

/** A request of each roster endpoint that succeeds for someone who may. `about` is the house of the person and group in the path. */
export const ROSTER_INPUTS = (portal: TestPortal, about: House) => {
  const ofEmployee = { personId: about.people.employee };
  return {
    downloadRosterFile: () => ({ params: { kind: 'group' } }),
    putRosterFile: async (asker) => ({
      params: { draftId: await draftOf(asker), kind: 'group' },
      body: fileOf('group', []),
      headers: { 'content-type': 'application/octet-stream' },
    }),
    readRosterDraft: async (asker) => ({ params: { draftId: await draftOf(asker) } }),
    downloadRosterProblems: async (asker) => ({ params: { draftId: await draftOf(asker) } }),
    applyRosterDraft: async (asker) => ({
      params: { draftId: await draftOf(asker) },
      body: { rosterVersion: await versionOf(portal, asker.house) },
    }),
    undoLastUpload: async (asker) => {
      if (asker.isAllowed) await upload(asker.browser, renaming());
      return { body: { rosterVersion: await versionOf(portal, asker.house) } };
    },
    readRosterUser: () => ({ params: ofEmployee }),
    addRosterUser: ({ house }) => ({ body: { ...newUser(house), loginId: random() } }),
    saveRosterUser: async ({ house }) => ({
      params: ofEmployee,
      body: { ...newUser(about), rosterVersion: await versionOf(portal, house) },
    }),
    actOnRosterUser: async ({ house }) => ({
      params: { ...ofEmployee, deed: 'reissues' },
      body: { rosterVersion: await versionOf(portal, house) },
    }),
    addRosterGroup: ({ house }) => ({ body: { ...newGroup(house), code: random() } }),
    saveRosterGroup: async ({ house }) => ({
      params: { groupId: about.groups.DEV },
      body: { ...newGroup(about), rosterVersion: await versionOf(portal, house) },
    }),
  } satisfies Readonly<Record<string, (asker: RosterAsker) => CallInput | Promise<CallInput>>>;
};
