import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import { hashPassword } from '#sql/password-hash.ts';
import { createAdmin, createTenant } from '../organisation/create-tenant.ts';
import type { CreatedAdmin } from '../organisation/create-tenant.ts';
import type { Records } from '../records/schema.ts';

export const PASSWORD = 'Sesame-open-1';
/** A name that must survive as text on every way. */
export const XSS_NAME = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'; DROP TABLE people; --';

/**
 *   本社 HQ ◀── 営業部 SALES ◀── 営業一課 SALES1
 *           ◀── 開発部 DEV
 *
 * `employee` is in SALES1. Approvers: `approver` of SALES1, `parentApprover` of SALES, `siblingApprover` of DEV; `senior` is senior approver of
 * HQ. `administrator` has the right and no group to approve for; all of them are in HQ. `admin` is the built-in account.
 */
export const PEOPLE = [
  'employee',
  'approver',
  'parentApprover',
  'siblingApprover',
  'senior',
  'administrator',
  'colleague',
] as const;
export type PersonName = (typeof PEOPLE)[number];
export type GroupName = 'HQ' | 'SALES' | 'SALES1' | 'DEV';

export interface House {
  readonly tenantId: string;
  readonly code: string;
  readonly groups: Readonly<Record<GroupName, string>>;
  readonly patternId: string;
  readonly people: Readonly<Record<PersonName, string>>;
  readonly adminPassword: string;
}

const PARENTS: Readonly<Record<GroupName, GroupName | null>> = { HQ: null, SALES: 'HQ', SALES1: 'SALES', DEV: 'HQ' };
const GROUP_OF: Readonly<Record<PersonName, GroupName>> = {
  employee: 'SALES1',
  approver: 'HQ',
  parentApprover: 'HQ',
  siblingApprover: 'HQ',
  senior: 'HQ',
  administrator: 'HQ',
  colleague: 'DEV',
};
const APPROVES: readonly (readonly [PersonName, GroupName, boolean])[] = [
  ['approver', 'SALES1', false],
  ['parentApprover', 'SALES', false],
  ['siblingApprover', 'DEV', false],
  ['senior', 'HQ', true],
];

/** The minimum age of a password is over. */
const TWO_DAYS_AGO = sql<Date>`now() - interval '2 days'`;

/** As if the admin had signed in once and kept the first password. */
async function settleAdmin(records: Records, admin: CreatedAdmin, pepper: Uint8Array): Promise<void> {
  await records
    .updateTable('people')
    .set({
      password_hash: await hashPassword(admin.password, pepper),
      password_set_at: TWO_DAYS_AGO,
      one_time_hash: null,
      one_time_until: null,
    })
    .where('person_id', '=', admin.personId)
    .execute();
}

/** A tenant with four groups and seven people who all have PASSWORD. */
export async function buildHouse(records: Records, code: string, pepper: Uint8Array): Promise<House> {
  const tenantId = await createTenant(records, { code, name: `${code} 株式会社` });
  const admin = await createAdmin(records, tenantId, pepper);
  const passwordHash = await hashPassword(PASSWORD, pepper);
  await settleAdmin(records, admin, pepper);
  const groups = { HQ: randomUUID(), SALES: randomUUID(), SALES1: randomUUID(), DEV: randomUUID() };
  const patternId = randomUUID();
  const people = Object.fromEntries(PEOPLE.map((name) => [name, randomUUID()])) as Record<PersonName, string>;
  await records.transaction().execute(async (trx) => {
    for (const name of ['HQ', 'SALES', 'SALES1', 'DEV'] as const) {
      const parent = PARENTS[name];
      const row = {
        tenant_id: tenantId,
        group_id: groups[name],
        code: name,
        name: `${name} 課`,
        parent_group_id: parent && groups[parent],
      };
      await trx.insertInto('groups').values(row).execute();
    }
    await trx
      .insertInto('work_patterns')
      .values({
        tenant_id: tenantId,
        pattern_id: patternId,
        code: 'P1',
        name: '標準',
        breaks: JSON.stringify([{ startClock: 720, endClock: 780 }]) as never,
        scheduled_minutes: 480,
        morning_minutes: 180,
      })
      .execute();
    for (const [index, name] of PEOPLE.entries()) {
      await trx
        .insertInto('people')
        .values({
          tenant_id: tenantId,
          person_id: people[name],
          login_id: name,
          employee_number: `00${index + 1}`,
          name: name === 'employee' ? XSS_NAME : `${name} 太郎`,
          is_administrator: name === 'administrator',
          password_hash: passwordHash,
          password_set_at: TWO_DAYS_AGO,
        })
        .execute();
      const group_id = groups[GROUP_OF[name]];
      const assignment = { tenant_id: tenantId, person_id: people[name], group_id, pattern_id: patternId };
      await trx
        .insertInto('assignments')
        .values({ ...assignment, effective_from: '2026-01-01' })
        .execute();
    }
    for (const [person, group, is_senior] of APPROVES) {
      const row = { tenant_id: tenantId, group_id: groups[group], person_id: people[person], is_senior };
      await trx.insertInto('group_approvers').values(row).execute();
    }
    await publishRosterFacts(trx, tenantId, Object.values(people));
  });
  return { tenantId, code, groups, patternId, people, adminPassword: admin.password };
}
