import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { ApiFailure } from './call.ts';
import { PressQueue } from './press-queue.ts';
import { memoryPressStore, type KeptPress, type Press, type PressStore } from './press-store.ts';

const [ME, OTHER] = ['me', 'other'];
let store: PressStore;
let clock = 0;
let shown: readonly KeptPress[] = [];
let sent: Press[] = [];
let answer: (press: Press) => Promise<Today> = () => Promise.reject(new ApiFailure('offline'));
beforeEach(() => {
  store = memoryPressStore();
  [clock, shown, sent] = [1_000, [], []];
  answer = () => Promise.reject(new ApiFailure('offline'));
});

const open = (personId = ME): PressQueue =>
  new PressQueue({
    store,
    personId,
    nowMs: () => clock,
    exclusively: (work) => work(),
    onChange: (kept) => (shown = kept),
    send: (press) => {
      sent.push(press);
      return answer(press);
    },
  });
const press = (operationId: string, kind: Press['kind']): Press => ({ operationId, kind });
const today = (): Promise<Today> => Promise.resolve({ workVersion: sent.length } as Today);

async function wait(queue: PressQueue, ...presses: Press[]): Promise<void> {
  for (const each of presses) {
    clock += 1_000;
    await queue.keep(each);
    await queue.letWait(each.operationId);
  }
}

test('what was pressed without a connection waits, and is sent once in the order of pressing with its instants', async () => {
  const queue = open();
  await wait(queue, press('a', 'start'), press('b', 'break'));
  assert.deepEqual(
    shown.map((each) => [each.press.kind, each.pressedAt]),
    [
      ['start', 2_000],
      ['break', 3_000],
    ],
  );
  await queue.flush();
  assert.deepEqual([sent.length, shown.length], [1, 2], 'without a connection the rest is not even tried');
  [sent, answer, clock] = [[], today, 9_000];
  assert.equal((await queue.flush())?.workVersion, 2);
  assert.deepEqual(
    sent.map(({ operationId, offline }) => [operationId, offline]),
    [
      ['a', { personId: ME, pressedAt: 2_000, sentAt: 9_000 }],
      ['b', { personId: ME, pressedAt: 3_000, sentAt: 9_000 }],
    ],
  );
  await queue.flush();
  assert.deepEqual([sent.length, shown], [2, []], 'nothing is sent twice');
});

test('a press that was kept before a page was closed waits in the next one', async () => {
  await open().keep(press('a', 'start'));
  const next = open();
  await next.refresh();
  assert.deepEqual(
    shown.map((each) => each.press.operationId),
    ['a'],
  );
});

test('a press in flight is neither shown nor sent beside itself', async () => {
  const queue = open();
  await queue.keep(press('a', 'start'));
  await queue.flush();
  assert.deepEqual([sent, shown], [[], []]);
  await queue.forget('a');
  assert.deepEqual(await store.list(), []);
});

test("somebody else's presses are neither sent nor shown, and stay for their owner", async () => {
  await wait(open(OTHER), press('a', 'start'));
  answer = today;
  await open().flush();
  assert.deepEqual([sent, shown], [[], []]);
  await open(OTHER).flush();
  assert.equal(sent.length, 1);
});

test('a refusal is shown with its date until it is read or tried again; what comes after is still sent', async () => {
  const queue = open();
  await wait(queue, press('a', 'start'), press('b', 'end'));
  const workDate = '2026-03-10' as WorkDate;
  answer = ({ operationId }) =>
    operationId === 'a' ? Promise.reject(new ApiFailure('press_came_too_late', { workDate })) : today();
  await queue.flush();
  assert.deepEqual(
    shown.map((each) => [each.press.operationId, each.refused]),
    [['a', { code: 'press_came_too_late', workDate }]],
  );
  await queue.flush();
  assert.equal(sent.length, 2, 'a refused press is not sent again by itself');
  answer = today;
  await queue.retry('a');
  assert.deepEqual([sent.length, shown], [3, []]);
});

test('an ended session or another person at the browser decides nothing: the press waits on', async () => {
  const queue = open();
  await wait(queue, press('a', 'start'));
  for (const code of ['not_signed_in', 'other_person_signed_in', 'unavailable', 'internal'] as const) {
    answer = () => Promise.reject(new ApiFailure(code));
    await queue.flush();
    assert.equal(shown[0]?.refused, null, code);
  }
});
