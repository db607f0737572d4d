import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interval } from '../time/interval.ts';
import { press } from './day-test-kit.ts';
import { declaredSpans, workSpans } from './declared-spans.ts';
import type { WorkSpan } from './declared-spans.ts';

const DAY = interval(300, 1740);
const OVER = 1740;
const sketchOf = (span: WorkSpan): string =>
  [`${span.start}-${span.end}`, span.endSource, ...span.breaks.map((each) => `${each.start}~${each.end}`)].join(' ');
const spansOf = (operations: readonly ReturnType<typeof press>[], asOf = OVER): string[] =>
  workSpans(operations, DAY, asOf).map(sketchOf);

test('start, break, resume and end make one span with its break', () => {
  const operations = [press('start', 540), press('break', 600), press('resume', 615), press('end', 1080)];
  assert.deepEqual(spansOf(operations), ['540-1080 operation 600~615']);
});

test('an end, a break or a resume while nothing runs has no effect', () => {
  const operations = [
    press('end', 500),
    press('break', 510),
    press('resume', 520),
    press('start', 540),
    press('end', 600),
  ];
  assert.deepEqual(spansOf([...operations, press('end', 700)]), ['540-600 operation']);
});

test('a repeated start, break or resume has no effect', () => {
  const operations = [
    press('start', 540),
    press('start', 550),
    press('resume', 560),
    press('break', 600),
    press('break', 605),
    press('start', 607),
    press('resume', 610),
    press('resume', 640),
    press('end', 700),
  ];
  assert.deepEqual(spansOf(operations), ['540-700 operation 600~610']);
});

test('the same operation delivered twice counts once', () => {
  const [start, end, again] = [press('start', 540), press('end', 600), press('start', 600)];
  assert.deepEqual(spansOf([start, end, again, start, end, again]), ['540-600 operation', '600-1740 auto']);
});

test('operations are taken by their minute, those of one minute in press order', () => {
  const [start, end] = [press('start', 540), press('end', 540)];
  assert.deepEqual(spansOf([start, end]), ['540-540 operation']);
  assert.deepEqual(spansOf([end, start]), ['540-1740 auto']);
  assert.deepEqual(spansOf([press('end', 600), press('start', 540)]), ['540-600 operation']);
});

test('an end exactly at the boundary is a press, not an auto-end', () => {
  assert.deepEqual(spansOf([press('start', 1300), press('end', 1740)]), ['1300-1740 operation']);
});

test('before the boundary an unended span is open up to asOf, at the boundary it is closed by it', () => {
  const operations = [press('start', 540), press('break', 600)];
  assert.deepEqual(spansOf(operations, 640), ['540-640 open 600~640']);
  assert.deepEqual(spansOf(operations, 1739), ['540-1739 open 600~1739']);
  assert.deepEqual(spansOf(operations, 1740), ['540-1740 auto 600~1740']);
});

test('presses outside the work date are taken at its edges', () => {
  assert.deepEqual(spansOf([press('start', 200), press('end', 1800)]), ['300-1740 operation']);
});

test('returned and withdrawn starts are not declared and take their own end with them', () => {
  for (const requestState of ['returned', 'withdrawn'] as const) {
    const operations = [
      press('start', 540, { requestState }),
      press('end', 600),
      press('start', 660),
      press('end', 700),
    ];
    assert.deepEqual(declaredSpans(workSpans(operations, DAY, OVER)).map(sketchOf), ['660-700 operation']);
  }
});

test('a new start closes a span whose own start was returned', () => {
  const operations = [press('start', 540, { requestState: 'returned' }), press('start', 600), press('end', 700)];
  const spans = workSpans(operations, DAY, OVER);
  assert.deepEqual(spans.map(sketchOf), ['540-600 operation', '600-700 operation']);
  assert.deepEqual(declaredSpans(spans).map(sketchOf), ['600-700 operation']);
});

test('an end counts whatever became of its request', () => {
  for (const requestState of ['none', 'submitted', 'approved', 'returned', 'withdrawn'] as const) {
    assert.deepEqual(spansOf([press('start', 540), press('end', 600, { requestState })]), ['540-600 operation']);
  }
});
