import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDay, type DayAnswer } from '#domain/contract/months.ts';
import { readToday } from '#domain/contract/operations.ts';
import { INPUT_COUNT_NAMES } from '#domain/contract/wire.ts';
import { formatClock, formatMinutes } from '#domain/time/format.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { PEOPLE, type Company, type Shared } from '../kit/company.ts';
import type { TypedMinute, TypedRun } from './type-for-two-minutes.ts';

/** A switch of windows is seen at its X event; the second in which it happened may belong to either window. */
const SECONDS_TOLERANCE = 1;

export function realKeyboard(shared: Shared & { typing: Promise<TypedRun> }): void {
  describe('a real keyboard on an X11 display', () => {
    test('is counted exactly: each minute in the API holds the keys and clicks that were made, and the seconds of each window', async () => {
      const run = await shared.typing;
      const answer = await typistsDay(shared.company, run);
      assert.equal(answer.devices.filter((device) => device.name === run.deviceName).length, 1);
      for (const typed of run.minutes) {
        const found = answer.minutes.find((each) => each.minute === typed.minute);
        assert.deepEqual(found?.counts, typed.counts, `minute ${typed.minute}`);
        assertSeconds(answer, typed);
      }
    });

    test('is on the screen of its person: the same counts in the row of the minute, and the windows with their titles', async () => {
      const run = await shared.typing;
      const answer = await typistsDay(shared.company, run);
      const window = await shared.company.window(PEOPLE.typist);
      const { page } = window;
      await page.goto(`/people/me/days/${answer.workDate}`);
      await page.getByTestId('minutes').waitFor();
      for (const typed of run.minutes) {
        const clock = answer.minutes.find((each) => each.minute === typed.minute)?.clock ?? assert.fail('no minute');
        await page
          .getByTestId('minutes')
          .getByRole('button', { name: `${Math.floor(clock / 60)}時台` })
          .click();
        const row = page
          .getByTestId('minute-rows')
          .locator('tbody tr')
          .filter({
            has: page.getByRole('rowheader', { name: formatClock(clock), exact: true }),
          });
        const cells = (await row.locator('td.num').allInnerTexts()).map(Number);
        assert.deepEqual(
          cells,
          INPUT_COUNT_NAMES.map((name) => typed.counts[name]),
          formatClock(clock),
        );
        const windows = await row.locator('td.windows').innerText();
        for (const title of Object.keys(typed.seconds)) assert.ok(windows.includes(title), `${title} in ${windows}`);
      }
      assert.deepEqual(window.faults, []);
      await window.close();
    });

    test('makes its minutes active: they are in the ledger of the day', async () => {
      const run = await shared.typing;
      const { day } = await typistsDay(shared.company, run);
      for (const { minute } of run.minutes) {
        const ledgerRun = day?.ledger.find((each) => each.startMinute <= minute && minute < each.endMinute);
        assert.equal(ledgerRun?.pc, 'active', `minute ${minute}`);
      }
      const active = day?.ledger
        .filter((each) => each.pc === 'active')
        .reduce((sum, each) => sum + each.endMinute - each.startMinute, 0);
      assert.equal(formatMinutes(active ?? 0), formatMinutes(day?.pcActiveMinutes ?? -1));
    });
  });
}

/** The day of the typist once both minutes have come through. */
async function typistsDay(company: Company, run: TypedRun): Promise<DayAnswer> {
  const client = await company.client(PEOPLE.typist);
  const { workDate } = await client.call(readToday);
  const last = run.minutes.at(-1)?.minute ?? 0;
  return waitFor(
    async () => {
      const answer = await client.call(readDay, { params: { personId: 'me', workDate } });
      const isComputed = (answer.day?.asOfMinute ?? 0) > last;
      return isComputed && answer.minutes.some((each) => each.minute === last) ? answer : undefined;
    },
    { deadlineMs: 75_000, intervalMs: 500, what: 'the typed minutes' },
  );
}

function assertSeconds(answer: DayAnswer, typed: TypedMinute): void {
  const slices = answer.slices.filter((slice) => slice.minute === typed.minute);
  const total = slices.reduce((sum, slice) => sum + slice.seconds, 0);
  assert.equal(total, 60, `seconds of minute ${typed.minute}`);
  assert.deepEqual([...new Set(slices.map((slice) => slice.title))].sort(), Object.keys(typed.seconds).sort());
  for (const [title, expected] of Object.entries(typed.seconds)) {
    const seconds = slices.filter((slice) => slice.title === title).reduce((sum, slice) => sum + slice.seconds, 0);
    assert.ok(
      Math.abs(seconds - expected) <= SECONDS_TOLERANCE,
      `${title}: ${seconds} s, was in front for ${expected} s`,
    );
  }
}
