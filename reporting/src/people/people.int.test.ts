import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listPeople } from '#domain/contract/people.ts';
import type { VisibleGroup, VisiblePerson } from '#domain/contract/people.ts';
import { storeDay } from '../testkit/days.ts';
import { XSS_NAME } from '../testkit/house.ts';
import type { PersonName } from '../testkit/house.ts';
import { startTestPortal, TEST_NOW_MS } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  await storeDay(portal, portal.house.tenantId, portal.house.people.employee, {
    workDate: '2026-03-10',
    presses: [['start', '9:00']],
    active: [['9:00', '9:50']],
    nowMinute: TEST_NOW_MS / 60_000,
  });
});
after(() => portal.stop());

const seenBy = async (name: PersonName | 'admin') => {
  const browser = await portal.signedIn(name);
  const answer: { groups: VisibleGroup[]; people: VisiblePerson[] } = (await browser.call(listPeople)).json;
  return answer;
};

test('an approver sees the people of the group with the state of today', async () => {
  const { groups, people } = await seenBy('approver');
  assert.deepEqual(
    groups.map((group) => [group.code, group.depth]),
    [['SALES1', 0]],
  );
  assert.equal(people.length, 1);
  assert.equal(people[0]?.name, XSS_NAME);
  assert.deepEqual(people[0]?.today, {
    workDate: '2026-03-10',
    dayState: 'working',
    workStyle: 'regular',
    workedMinutes: 60,
    overtimeMinutes: 0,
    unrequestedMinutes: 0,
    clockInClock: 540,
    clockOutClock: null,
    lastActiveClock: 590,
  });
});

test('an approver of a group above and a senior approver see the groups below in tree order', async () => {
  assert.deepEqual(
    (await seenBy('parentApprover')).groups.map((group) => [group.code, group.depth]),
    [
      ['SALES', 0],
      ['SALES1', 1],
    ],
  );
  const senior = await seenBy('senior');
  assert.deepEqual(
    senior.groups.map((group) => [group.code, group.depth]),
    [
      ['HQ', 0],
      ['DEV', 1],
      ['SALES', 1],
      ['SALES1', 2],
    ],
  );
  assert.equal(senior.people.length, 7);
  assert.equal(senior.people[0]?.groupId, portal.house.groups.HQ);
  assert.equal(senior.people.at(-1)?.personId, portal.house.people.employee);
  assert.equal(senior.people[0]?.today, null);
});

test('everyone else sees an empty list', async () => {
  for (const name of ['employee', 'administrator', 'admin'] as const) {
    assert.deepEqual(await seenBy(name), { groups: [], people: [] }, name);
  }
});
