import assert from 'node:assert/strict';
import { listPeople } from '#domain/contract/people.ts';
import { launchBrowser, openSignedIn, type Browser, type Window } from './browser.ts';
import { signInAs, type PortalClient } from '#faults/kit/portal-client.ts';
import { newDataDir, startProduct, type Product, type SignIns } from '#faults/kit/product.ts';

/** The sample company, running, and a browser: started once for everything that is tried on it. */
export interface Company {
  product: Product;
  readonly browser: Browser;
  readonly signIns: SignIns;
  /** The API with this person's session. */
  client(loginId: string): Promise<PortalClient>;
  /** A browser window in which this person is signed in. */
  window(loginId: string, viewport?: { width: number; height: number }): Promise<Window>;
  stop(): Promise<void>;
}

export async function startCompany(): Promise<Company> {
  const dataDir = newDataDir();
  const product = await startProduct({ dataDir });
  assert.ok(product.signIns, 'the start prints the sample sign-ins');
  const { signIns } = product;
  const browser = await launchBrowser();
  const company: Company = {
    product,
    browser,
    signIns,
    client: (loginId) => signInAs(product.portalUrl, signIns, loginId),
    window: (loginId, viewport) => openSignedIn(browser, product.portalUrl, signIns, loginId, viewport),
    async stop() {
      await browser.close();
      await company.product.stop();
    },
  };
  return company;
}

/** A place that the tests of one file share and `before` fills. */
export interface Shared {
  company: Company;
}

/** People of the sample that are used up by tests, each by one of them only. */
export const PEOPLE = {
  /** Live PC, whom the start prints first. */
  employee: 'U011',
  approverOfSection: 'U005',
  approverOfDepartment: 'U002',
  seniorApprover: 'U004',
  administrator: 'U010',
  admin: 'admin',
  /** No live PC; a real keyboard is enrolled for this one. */
  typist: 'U030',
  /** Presses without a connection. */
  onTheWay: 'U024',
} as const;

/** People of 総務課, for everything about requests and approval. Each does one thing: no test meets another's request. */
export const APPROVAL_PEOPLE = {
  approver: 'U009',
  approverName: '小林 浩',
  /** Of the group above: the same rights. */
  approverAbove: 'U004',
  approverAboveName: '髙橋 由紀',
  /** 残業申請 for tomorrow. */
  ordinary: ['U033', 'U034', 'U035'],
  /** A past day corrected, by one test each. */
  corrected: 'U032',
  contested: 'U033',
  onPhone: 'U034',
} as const;

/** Ids of people by employee number, as the viewer may see them. */
export async function visiblePeople(client: PortalClient): Promise<Map<string, string>> {
  const { people } = await client.call(listPeople);
  return new Map(people.map((person) => [person.employeeNumber, person.personId]));
}
