import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeSketch } from '#domain/worktime/day-test-kit.ts';
import { minutesOf } from '../../charts/runs.ts';
import { SAMPLE_NAMES, sampleDay } from '../../charts/sample-day-kit.ts';
import { ja } from '../../messages/ja.ts';
import { wordOf } from './segment-words.ts';
import { activeWithin, LANE_NAMES, lanesOf, ledgerWithin, segmentAt, segmentForKey, segmentsOf } from './segments.ts';

const day = sampleDay('overtime');
const block = {
  startMinute: day.startMinute + 1020,
  endMinute: day.startMinute + 1035,
  startClock: 1320 + 40,
  endClock: 1375,
  unrequestedMinutes: 15,
  isAnswered: false,
  answers: [],
  applications: [],
};
const segments = segmentsOf(day, [block], () => '');

test('the minutes of every stretch add up to its length, whatever the day', () => {
  for (const name of SAMPLE_NAMES) {
    const each = sampleDay(name);
    for (const segment of segmentsOf(each, [], () => '')) {
      const runs = ledgerWithin(each.ledger, segment);
      const sum = runs.reduce((total, run) => total + minutesOf(run), 0);
      assert.equal(sum, segment.endMinute - segment.startMinute, `${name} ${segment.id}`);
      assert.equal(runs[0]?.startClock, segment.startClock);
      assert.equal(runs.at(-1)?.endClock, segment.endClock);
    }
  }
});

test('the lane of declared work adds up to worked minutes and breaks', () => {
  const sum = segments
    .filter((each) => each.lane === 'declared')
    .reduce((total, each) => total + each.endMinute - each.startMinute, 0);
  assert.equal(sum, day.workedMinutes + day.breakMinutes);
});

test('a short pause does not cut a stretch of PC use, and its minutes stay without input', () => {
  const paused = computeSketch({
    presses: [
      ['9:00', 'start'],
      ['12:00', 'end'],
    ],
    active: ['9:00-9:10', '9:14-9:20', '9:25-9:30'],
    awake: ['9:00-12:00'],
  });
  const pc = segmentsOf(paused, [], () => '').filter((each) => each.lane === 'pc');
  assert.deepEqual(
    pc.map((each) => [each.startClock, each.endClock, activeWithin(paused.ledger, each)]),
    [
      [540, 560, 16],
      [565, 570, 5],
    ],
  );
});

test('data that did not arrive and a blind sensor are stretches of their own', () => {
  const words = (name: Parameters<typeof sampleDay>[0]): string[] =>
    segmentsOf(sampleDay(name), [], () => '')
      .filter((each) => each.lane === 'pc')
      .map((each) => wordOf(each, ja));
  assert.deepEqual(words('declaredOnly'), ['データ未着']);
  assert.deepEqual(words('sensorLost'), ['操作あり', '計測できず']);
});

test('the arrows walk a lane, and between lanes to what lies nearest in time', () => {
  const first = segments[0];
  const next = segmentForKey('ArrowRight', segments, first);
  assert.equal(next?.lane, 'declared');
  assert.notEqual(next?.id, first?.id);
  assert.equal(segmentForKey('ArrowLeft', segments, first), first, 'the end of a lane is its end');
  const below = segmentForKey('ArrowDown', segments, first);
  assert.equal(below?.lane, 'pc');
  assert.equal(segmentForKey('ArrowUp', segments, below)?.lane, 'declared');
  assert.equal(segmentForKey('ArrowDown', segments, segmentForKey('ArrowDown', segments, below))?.lane, 'unrequested');
  assert.equal(segmentForKey('x', segments, first), undefined);
  assert.equal(segmentForKey('ArrowRight', segments, undefined), first);
});

test('a point of the picture belongs to the stretch that is drawn there', () => {
  const lanes = lanesOf(0);
  assert.equal(segmentAt(segments, lanes, 545, lanes.declared.top + 3)?.lane, 'declared');
  assert.equal(segmentAt(segments, lanes, 545, lanes.pc.top + 3)?.lane, 'pc');
  assert.equal(segmentAt(segments, lanes, 300, lanes.declared.top + 3), undefined);
});

test('lanes never lie over each other, with tasks or without', () => {
  for (const rows of [0, 1, 3]) {
    const lanes = lanesOf(rows);
    const boxes = LANE_NAMES.map((name) => lanes[name]).filter((lane) => lane.height > 0);
    boxes.slice(1).forEach((lane, index) => {
      const above = boxes[index];
      assert.ok(above && above.top + above.height <= lane.top, `${rows} ${index}`);
    });
    assert.ok(lanes.height >= lanes.unrequested.top + lanes.unrequested.height);
  }
});
