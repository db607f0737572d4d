import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { readDay, readMonth } from '#domain/contract/months.ts';
import type { DayAnswer, MonthAnswer } from '#domain/contract/months.ts';
import { answerBlock, readUnrequestedBlocks } from '#domain/contract/unrequested-answers.ts';
import type { UnrequestedBlock } from '#domain/contract/unrequested-answers.ts';
import type { Client } from '../testkit/client.ts';
import { storeDay, storeWindows } from '../testkit/days.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';
import { readUnansweredCounts } from '../unrequested-answers/read-unanswered-counts.ts';

const DATE = '2026-03-02';
let portal: TestPortal;
let employee: Client;
let computed: ComputedDay;
before(async () => {
  portal = await startTestPortal();
  const { tenantId, people } = portal.house;
  computed = await storeDay(portal, tenantId, people.employee, {
    workDate: DATE,
    presses: [
      ['start', '9:00'],
      ['end', '18:00'],
    ],
    active: [
      ['8:00', '8:05'],
      ['9:10', '9:30'],
      ['20:00', '20:10'],
      ['20:15', '20:20'],
      ['22:00', '22:01'],
    ],
  });
  // 20:05
  await storeWindows(portal.analytics, tenantId, people.employee, computed.startMinute + 905);
  employee = await portal.signedIn('employee');
});
after(() => portal.stop());

const blocks = async (who: Client = employee, personId = 'me'): Promise<UnrequestedBlock[]> => {
  const answer: { blocks: UnrequestedBlock[] } = (
    await who.call(readUnrequestedBlocks, { params: { personId, workDate: DATE } })
  ).json;
  return answer.blocks;
};
const answered = ({ startMinute, endMinute }: UnrequestedBlock, answer: string, reason = '') =>
  employee.call(answerBlock, { body: { workDate: DATE, startMinute, endMinute, answer, reason } });

test('a day has its unrequested time by block, with what was in front in it; the amounts are those of the day', async () => {
  const found = await blocks();
  assert.deepEqual(
    found.map((block) => [block.startClock, block.endClock, block.unrequestedMinutes, block.isAnswered]),
    [
      [480, 485, 5, false],
      [1200, 1220, 15, false],
      [1320, 1321, 1, false],
    ],
  );
  assert.equal(
    found.reduce((sum, block) => sum + block.unrequestedMinutes, 0),
    computed.unrequestedMinutes,
  );
  assert.deepEqual(
    found.map((block) => block.applications.map((each) => [each.process, each.seconds])),
    [
      [],
      [
        ['excel.exe', 40],
        ['chrome.exe', 20],
      ],
      [],
    ],
  );
});

test("an answer is kept with its reason, is in the day, the month, the approver's list and the audit", async () => {
  const [first, second] = await blocks();
  assert.ok(first !== undefined && second !== undefined);
  assert.equal((await answered(first, 'private')).status, 200);
  const answer = await answered(second, 'other', '障害対応の連絡待ち');
  const [, after] = (answer.json as { blocks: UnrequestedBlock[] }).blocks;
  assert.deepEqual(
    [after?.isAnswered, after?.answers[0]?.answer, after?.answers[0]?.reason],
    [true, 'other', '障害対応の連絡待ち'],
  );
  const day: DayAnswer = (await employee.call(readDay, { params: { personId: 'me', workDate: DATE } })).json;
  assert.deepEqual(
    day.unrequestedBlocks.map((block) => block.isAnswered),
    [true, true, false],
  );
  const month: MonthAnswer = (await employee.call(readMonth, { params: { personId: 'me', month: '202603' } })).json;
  assert.deepEqual(
    month.days.slice(0, 2).map((each) => each.unrequestedBlocks),
    [
      { total: 0, unanswered: 0 },
      { total: 3, unanswered: 1 },
    ],
  );
  const { tenantId, people } = portal.house;
  const counts = await readUnansweredCounts(portal.records, tenantId, [{ personId: people.employee, day: computed }]);
  assert.deepEqual(counts.get(`${people.employee} ${DATE}`), { total: 3, unanswered: 1 });
  const approver = await portal.signedIn('approver');
  assert.equal((await blocks(approver, people.employee))[1]?.answers[0]?.reason, '障害対応の連絡待ち');
  const row = await portal.records
    .selectFrom('audit_entries')
    .selectAll()
    .where('action', '=', 'unrequested.answered')
    .orderBy('audit_id', 'desc')
    .executeTakeFirstOrThrow();
  assert.doesNotMatch(JSON.stringify(row), /障害/);
});

test('a later answer takes the place of an earlier one; one for a part leaves the rest asking', async () => {
  const [first] = await blocks();
  assert.ok(first !== undefined);
  await answered(first, 'work');
  assert.deepEqual(
    (await blocks())[0]?.answers.map((each) => each.answer),
    ['work'],
  );
  await portal.records.deleteFrom('unrequested_answers').where('start_minute', '=', first.startMinute).execute();
  await answered({ ...first, endMinute: first.endMinute - 2 }, 'automatic');
  const [part] = await blocks();
  assert.deepEqual([part?.isAnswered, part?.answers.length], [false, 1]);
  await answered({ ...first, startMinute: first.endMinute - 2 }, 'private');
  assert.deepEqual(
    (await blocks())[0]?.answers.map((each) => each.answer),
    ['private', 'automatic'],
  );
  assert.equal((await blocks())[0]?.isAnswered, true);
});

test('what nobody asked, other dates, and 「other」 without a reason are refused', async () => {
  const { startMinute } = computed;
  const span = { startMinute: startMinute + 600, endMinute: startMinute + 610 };
  const call = (more: object) =>
    employee.call(answerBlock, { body: { workDate: DATE, ...span, answer: 'work', ...more } });
  assert.equal((await call({})).code, 'operation_not_possible_now');
  for (const more of [
    { startMinute: startMinute - 1 },
    { endMinute: startMinute + 1_441 },
    { endMinute: span.startMinute },
  ]) {
    assert.deepEqual((await call(more)).code, 'invalid_input', JSON.stringify(more));
  }
  const refused = await call({ answer: 'other', reason: ' ' });
  assert.deepEqual([refused.status, /body\.reason/.test(refused.text)], [400, true]);
});
