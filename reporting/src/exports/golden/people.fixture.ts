import type { Tables } from '../../records/schema.ts';
import { replaceSiteNames } from '../../settings/queries.ts';
import type { PersonName } from '../../testkit/house.ts';
import type { TestPortal } from '../../testkit/portal.ts';

type PersonChange = Partial<Pick<Tables['people'], 'name'>> & {
  login_id?: string;
  employee_number?: string;
  mail?: string;
};

/** User ids that Windows would not have as names of files. The built-in `admin` signs in. */
const CHANGES: Partial<Record<PersonName, PersonChange>> = {
  employee: { login_id: 'con', name: '髙橋 "花子"', mail: 'hanako@example.jp' },
  colleague: { login_id: 'x:y', name: '𠮷田 😀', employee_number: '-7' },
  senior: { login_id: 'a.b.' },
  approver: { login_id: '"q"' },
  siblingApprover: { login_id: 'nul.txt' },
  administrator: { login_id: '_Q_' },
};

/** The employee goes from SALES1 to DEV on the 16th, the senior may not sign in any more. Who is deleted is deleted last: `deletePerson`. */
export async function preparePeople({ records, house }: TestPortal): Promise<void> {
  for (const [name, change] of Object.entries(CHANGES)) {
    await records
      .updateTable('people')
      .set(change)
      .where('tenant_id', '=', house.tenantId)
      .where('person_id', '=', house.people[name as PersonName])
      .execute();
  }
  await records
    .insertInto('assignments')
    .values({
      ...{ tenant_id: house.tenantId, person_id: house.people.employee, group_id: house.groups.DEV },
      ...{ pattern_id: house.patternId, effective_from: '2026-03-16' },
    })
    .execute();
  await setStatus({ records, house }, 'senior', 'suspended');
  await replaceSiteNames(records, house.tenantId, house.people.administrator, [
    { urlPrefix: 'https://www.example.co.jp/', name: '検索サイト' },
    { urlPrefix: 'https://www.example.co.jp/shop/', name: '通販サイト' },
  ]);
}

export const deletePerson = (portal: TestPortal): Promise<void> => setStatus(portal, 'parentApprover', 'deleted');

async function setStatus(
  { records, house }: Pick<TestPortal, 'records' | 'house'>,
  name: PersonName,
  status: 'suspended' | 'deleted',
): Promise<void> {
  await records
    .updateTable('people')
    .set({ status })
    .where('tenant_id', '=', house.tenantId)
    .where('person_id', '=', house.people[name])
    .execute();
}
