import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountOf, FIGURES, runsOfDay, runsOfFigure } from './figures.ts';
import { SAMPLE_NAMES, sampleDay } from './sample-day-kit.ts';

const sum = (runs: readonly { readonly minutes: number }[]): number =>
  runs.reduce((total, run) => total + run.minutes, 0);

for (const name of SAMPLE_NAMES) {
  test(`the list behind every figure adds up to the figure: ${name}`, () => {
    const day = sampleDay(name);
    for (const figure of FIGURES.filter((each) => each !== 'scheduled')) {
      assert.equal(sum(runsOfFigure(day, figure)), amountOf(day, figure), figure);
    }
  });

  test(`the table of the whole day holds every minute that has come, once: ${name}`, () => {
    const day = sampleDay(name);
    const runs = runsOfDay(day);
    assert.equal(sum(runs), day.asOfMinute - day.startMinute);
    for (const [index, run] of runs.entries()) {
      const before = runs[index - 1];
      if (before) assert.equal(before.startMinute + before.minutes, run.startMinute);
    }
  });
}

test('pauses of the PC do not cut the spans of a declared figure', () => {
  const runs = runsOfFigure(sampleDay('ordinary'), 'worked');
  assert.deepEqual(
    runs.map((run) => [run.startClock, run.endClock]),
    [
      [540, 720],
      [780, 1080],
    ],
  );
});

test('the list of unrequested time names the rule of each run', () => {
  const rules = runsOfFigure(sampleDay('pcOnly'), 'unrequested').map((run) => run.rule);
  assert.deepEqual(rules, ['activityWithoutDeclaration']);
});

test('a night shift shows its readings beyond 24:00', () => {
  const [run] = runsOfFigure(sampleDay('night'), 'lateNight');
  assert.equal(run?.startClock, 1320);
  assert.equal(runsOfFigure(sampleDay('night'), 'overtime').at(-1)?.endClock, 1590);
});
