import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MONTH_FROM, MONTH_TO, type Axis } from './axis.ts';
import { paintDeclared, paintInput, paintLateNight, paintPc, paintPcGround, paintUnrequested } from './day-bar.ts';
import { SAMPLE_NAMES, sampleDay, type SampleName } from './sample-day-kit.ts';

/** One pixel a minute: the numbers of a path are minutes from 5:00. */
const AXIS: Axis = { fromClock: MONTH_FROM, toClock: MONTH_TO, width: 1440 };
const LANE = { top: 0, height: 10 };
const declared = (name: SampleName) => paintDeclared(sampleDay(name), AXIS, LANE);
const pc = (name: SampleName) => paintPc(sampleDay(name), AXIS, LANE);
const marks = (painted: readonly { readonly mark: string }[]): string[] => painted.map((each) => each.mark).toSorted();

test('an ordinary day is two pieces of work around one break', () => {
  const [work, pause] = declared('ordinary');
  assert.equal(work?.d, 'M240 0h180v10h-180zM480 0h300v10h-300z');
  assert.equal(pause?.d, 'M420 0h60v10h-60z');
});

test('each kind of declared work has its own mark', () => {
  assert.deepEqual(marks(declared('overtime')), ['break', 'overtime', 'work']);
  assert.deepEqual(marks(declared('holidayWork')), ['break', 'holidayWork']);
  assert.deepEqual(marks(declared('pcOnly')), []);
  assert.deepEqual(marks(declared('returned')), []);
});

test('activity outside declared work is painted as unrequested, in the list and in the day', () => {
  assert.deepEqual(marks(pc('pcOnly')), ['idle', 'unrequested']);
  assert.equal(paintUnrequested(sampleDay('pcOnly'), AXIS, LANE)[0]?.d, 'M900 0h30v10h-30z');
});

test('data that did not arrive is hatched, and a PC without input is not', () => {
  assert.deepEqual(marks(pc('declaredOnly')), ['noData']);
  assert.equal(pc('declaredOnly')[0]?.d, 'M240 0h480v10h-480z');
  assert.ok(!marks(pc('ordinary')).includes('noData'));
  assert.ok(marks(pc('sensorLost')).includes('noData'));
});

test('nothing is painted for the time to come', () => {
  const right = (d: string): number =>
    Math.max(...[...d.matchAll(/M(\d+)[^h]*h(\d+)/g)].map((each) => Number(each[1]) + Number(each[2])));
  for (const piece of [...declared('open'), ...pc('open')]) assert.ok(right(piece.d) <= 10 * 60 + 40 - 300, piece.mark);
});

test('a minute with more input stands higher, and none stands lower than can be seen', () => {
  const height = (input: number): number =>
    Number(/v([\d.]+)/.exec(paintInput([{ clock: 600, input }], AXIS, LANE)[0]?.d ?? '')?.[1] ?? 0);
  assert.ok(height(1) >= 1);
  assert.ok(height(100) > height(10));
  assert.equal(height(100_000), 10);
  assert.equal(height(0), 0);
});

test('late night is a band from 22:00 to 29:00 on a month axis', () => {
  assert.equal(paintLateNight(AXIS, LANE), 'M1020 0h420v10h-420z');
});

for (const name of SAMPLE_NAMES) {
  test(`a bar is few nodes and the same bytes each time: ${name}`, () => {
    const paintAll = () => [...declared(name), ...pc(name), ...paintPcGround(sampleDay(name), AXIS, LANE)];
    assert.deepEqual(paintAll(), paintAll());
    assert.ok(paintAll().length <= 10);
    for (const piece of paintAll()) assert.match(piece.d, /^(M[\d.]+ [\d.]+h[\d.]+v[\d.]+h-[\d.]+z)+$/);
  });
}
