import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoursOf, inputOf, sumCounts } from './minute-rows.ts';

const counts = (letters: number, moves = 0) => ({
  letters,
  digits: 0,
  numpad: 0,
  symbols: 0,
  others: 0,
  leftClicks: 0,
  rightClicks: 0,
  wheel: 0,
  moves,
});
const minute = (clock: number, letters: number) => ({
  minute: 29_000_000 + clock,
  clock,
  counts: counts(letters),
  devices: [],
});
const slice = (clock: number, seconds: number) => ({
  minute: 29_000_000 + clock,
  clock,
  process: 'a.exe',
  title: 't',
  url: '',
  seconds,
  devices: [],
});

test('minutes are paged by hour of the work date, and the pages hold all of them', () => {
  const hours = hoursOf({ minutes: [minute(541, 3), minute(599, 4), minute(600, 5), minute(1500, 6)], slices: [] });
  assert.deepEqual(
    hours.map((each) => [each.hour, each.rows.length, each.totals.letters]),
    [
      [9, 2, 7],
      [10, 1, 5],
      [25, 1, 6],
    ],
  );
  assert.equal(sumCounts(hours.map((each) => each.totals)).letters, 18);
});

test('a window without input has its own row, and windows stand beside the input of their minute', () => {
  const [hour] = hoursOf({ minutes: [minute(541, 3)], slices: [slice(541, 20), slice(541, 40), slice(542, 60)] });
  assert.deepEqual(
    hour?.rows.map((row) => [row.clock, row.slices.length, inputOf(row.counts)]),
    [
      [541, 2, 3],
      [542, 1, 0],
    ],
  );
});

test('rows come in the order of the minutes, however they arrived', () => {
  const hours = hoursOf({ minutes: [minute(660, 1), minute(541, 1)], slices: [slice(600, 5)] });
  assert.deepEqual(
    hours.map((each) => each.hour),
    [9, 10, 11],
  );
});

test('all nine counts make up the input of a minute', () => {
  assert.equal(inputOf(counts(2, 3)), 5);
});
