import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDay, readMonth } from '#domain/contract/months.ts';
import { employeeNumberOf, SAMPLE_PEOPLE } from '#sample/company/people.ts';
import { PEOPLE, visiblePeople, type Shared } from '../kit/company.ts';
import { monthTextOf } from './employee.ts';

const numbersOf = (...groups: string[]): string[] =>
  SAMPLE_PEOPLE.filter((person) => groups.includes(person.group)).map(employeeNumberOf);

export function approverScreens(shared: Shared): void {
  describe('an approver', () => {
    for (const [who, loginId, groups] of [
      ['of a section sees its people', PEOPLE.approverOfSection, ['G110']],
      [
        'of a department sees its people and those of the groups below',
        PEOPLE.approverOfDepartment,
        ['G100', 'G110', 'G120'],
      ],
      [
        'who is senior approver of another department sees both, with the groups below',
        PEOPLE.seniorApprover,
        ['G100', 'G110', 'G120', 'G300', 'G310', 'G320'],
      ],
    ] as const) {
      test(`${who}, and nobody else`, async () => {
        const window = await shared.company.window(loginId);
        await window.page.getByRole('link', { name: 'グループ' }).click();
        await window.page.getByTestId('person-row').first().waitFor();
        const shown = await window.page.locator('[data-testid="person-row"] .number').allInnerTexts();
        assert.deepEqual(shown.map((text) => text.trim()).sort(), numbersOf(...groups).sort());
        assert.deepEqual(window.faults, []);
        await window.close();
      });
    }

    test('opens the month and a day of a person of the group, without the buttons', async () => {
      const window = await shared.company.window(PEOPLE.approverOfSection);
      const { page } = window;
      await page.goto('/groups');
      await page.getByRole('link', { name: '吉田 さくらさんの勤務一覧を開く' }).click();
      await page.getByRole('heading', { level: 1, name: '吉田 さくらさんの勤務一覧' }).waitFor();
      assert.equal(await page.getByTestId('today-panel').count(), 0);
      await page.getByTestId('day-row').first().getByRole('rowheader').getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: /^勤務実績/ }).waitFor();
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('who types the address of somebody else gets 404 and a sentence, never the data', async () => {
      const { company } = shared;
      const everybody = await visiblePeople(await company.client('U001'));
      const stranger = everybody.get('001040') ?? assert.fail('U040 is not there');
      const month = monthTextOf(Date.now());
      const workDate = `${month.slice(0, 4)}-${month.slice(4)}-01`;
      for (const loginId of [PEOPLE.approverOfSection, PEOPLE.approverOfDepartment, PEOPLE.employee, PEOPLE.admin]) {
        const client = await company.client(loginId);
        for (const [endpoint, params] of [
          [readMonth, { personId: stranger, month }],
          [readDay, { personId: stranger, workDate }],
        ] as const) {
          const response = await client.fetch(endpoint, { params });
          assert.equal(response.status, 404, `${loginId} ${endpoint.name}`);
        }
      }
      const window = await company.window(PEOPLE.approverOfSection);
      await window.page.goto(`/people/${stranger}/months/${month}`);
      assert.match(await window.page.getByTestId('load-error').innerText(), /見つかりません/);
      assert.equal(await window.page.getByTestId('day-row').count(), 0);
      assert.ok(!(await window.page.content()).includes('福田'));
      // The browser notes the 404 by itself; nothing else may be wrong.
      assert.deepEqual(
        window.faults.filter((fault) => !/\b404\b/.test(fault)),
        [],
      );
      await window.close();
    });

    test('an employee sees no グループ, and its address leads nowhere', async () => {
      const window = await shared.company.window(PEOPLE.employee);
      assert.equal(await window.page.getByRole('link', { name: 'グループ' }).count(), 0);
      await window.page.goto('/groups');
      await window.page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor();
      assert.deepEqual(window.faults, []);
      await window.close();
    });
  });
}
