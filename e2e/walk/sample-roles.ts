import { readToday } from '#domain/contract/operations.ts';
import { PEOPLE, visiblePeople, type Company } from '../kit/company.ts';
import type { Places, Role } from './stops.ts';

/** Who plays each role in the sample company. */
export const LOGIN_OF: Readonly<Record<Role, string>> = {
  employee: PEOPLE.employee,
  approver: PEOPLE.approverOfSection,
  seniorApprover: PEOPLE.seniorApprover,
  /** The head of the company: 見える化ダッシュボード. */
  viewer: 'U001',
  administrator: PEOPLE.administrator,
  admin: PEOPLE.admin,
};

export async function placesOf(company: Company): Promise<Places> {
  const approver = await company.client(PEOPLE.approverOfSection);
  const { workDate } = await approver.call(readToday);
  const [personId = ''] = (await visiblePeople(approver)).values();
  return { month: workDate.slice(0, 7).replace('-', ''), workDate, personId };
}
