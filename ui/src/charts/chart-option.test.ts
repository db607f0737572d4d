import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barPicture } from './bar-option.ts';
import { formatAmount, formatValue, markForKey, textOfMark, type ChartData } from './chart-data.ts';
import { NO_DATA_SERIES, type ChartPicture } from './chart-option.ts';
import { paler } from './chart-palette.ts';
import { LOOK, numberOf, SAMPLE, seriesOf } from './chart-sample-kit.ts';
import { formatTick, scaleFor } from './chart-scale.ts';
import { heatPicture } from './heat-option.ts';

const PICTURES: Readonly<Record<string, ChartPicture>> = {
  columns: barPicture(SAMPLE, LOOK, { direction: 'columns', limit: { value: 2700, name: '上限' }, over: 'overLimit' }),
  rows: barPicture(SAMPLE, LOOK, { direction: 'rows' }),
  stacked: barPicture(SAMPLE, LOOK, { direction: 'columns', isStacked: true }),
  heat: heatPicture(SAMPLE, LOOK),
};

for (const [name, picture] of Object.entries(PICTURES)) {
  test(`the picture has the numbers of its table, each at its own mark: ${name}`, () => {
    const drawn = seriesOf(picture.option).filter((series) => series.id !== NO_DATA_SERIES);
    let marks = 0;
    SAMPLE.series.forEach((series, at) =>
      series.values.forEach((value, category) => {
        const place = picture.placeOf({ series: at, category });
        assert.equal(numberOf(drawn[place.seriesIndex]?.data[place.dataIndex]), value);
        assert.deepEqual(picture.markAt(place.seriesIndex, place.dataIndex), { series: at, category });
        marks += 1;
      }),
    );
    assert.equal(
      drawn.reduce((sum, series) => sum + series.data.length, 0),
      marks,
      'and no others',
    );
  });

  test(`the picture speaks, has patterns, and stays inside the content security policy: ${name}`, () => {
    const { aria, tooltip } = picture.option as {
      aria: { enabled: boolean; label: { description: string }; decal: { show: boolean } };
      tooltip: { renderMode: string };
    };
    assert.deepEqual([aria.enabled, aria.label.description, aria.decal.show], [true, '説明', true]);
    // An HTML tooltip would set style attributes.
    assert.equal(tooltip.renderMode, 'richText');
  });
}

test('a category without data is hatched as high as the axis; one with zero is not', () => {
  const noData = (picture: ChartPicture | undefined) =>
    picture && seriesOf(picture.option).find((series) => series.id === NO_DATA_SERIES)?.data;
  assert.deepEqual(noData(PICTURES['columns']), [12_000, '-', '-']);
  assert.deepEqual(noData(PICTURES['heat']), [
    [0, 0, 0],
    [0, 1, 0],
  ]);
  const full: ChartData = { ...SAMPLE, series: [{ key: 'a', name: 'a', meaning: 'plain', values: [0, 1, 2] }] };
  assert.equal(noData(barPicture(full, LOOK, { direction: 'columns' })), undefined);
});

test('only what is over a limit of the law is red', () => {
  const colours = (over: 'overLimit' | 'overThreshold') =>
    seriesOf(barPicture(SAMPLE, LOOK, { direction: 'columns', over }).option)[0]?.data.map(
      (datum) => (datum as { itemStyle?: { color: string } }).itemStyle?.color,
    );
  assert.deepEqual(colours('overLimit'), [paler('#223a70', '#ffffff'), undefined, '#b3261e']);
  assert.notEqual(colours('overThreshold')?.[2], '#b3261e');
});

test('paler goes to the paper and leaves what it cannot read', () => {
  assert.equal(paler('#000000', '#ffffff'), '#949494');
  assert.equal(paler('#000', '#fff'), '#949494');
  assert.equal(paler('rgb(0 0 0)', '#fff'), 'rgb(0 0 0)');
});

test('with reduced motion nothing moves', () => {
  assert.equal(barPicture(SAMPLE, { ...LOOK, isStill: true }, { direction: 'rows' }).option.animation, false);
  assert.equal(PICTURES['rows']?.option.animation, true);
});

test('an axis ends at a whole step above the highest: whole hours, whole people', () => {
  assert.deepEqual(scaleFor(0, 'minutes'), { max: 30, interval: 30 });
  assert.deepEqual(scaleFor(61, 'minutes'), { max: 90, interval: 30 });
  assert.deepEqual(scaleFor(9_645, 'minutes'), { max: 12_000, interval: 3_000 });
  assert.deepEqual(scaleFor(7, 'people'), { max: 8, interval: 2 });
  assert.deepEqual(scaleFor(47.1, 'percent'), { max: 50, interval: 10 });
  const large = scaleFor(9_000_000, 'days');
  assert.ok(large.max >= 9_000_000 && large.max / large.interval <= 5);
});

test('numbers are written as on every screen; null is never zero', () => {
  assert.equal(formatValue(465, 'minutes', LOOK.words), '7:45');
  assert.equal(formatValue(0, 'minutes', LOOK.words), '0:00');
  assert.equal(formatValue(null, 'minutes', LOOK.words), 'データなし');
  assert.equal(formatValue(1234, 'people', LOOK.words), '1,234人');
  assert.equal(formatValue(33.333, 'percent', LOOK.words), '33.3%');
  assert.equal(formatAmount(97_500_000), '1,625,000:00');
  assert.equal(formatAmount(-65), '-1:05');
  assert.equal(formatTick(9_600, 'minutes'), '160:00');
  assert.equal(textOfMark(SAMPLE, { series: 1, category: 2 }, LOOK.words), '2026年11月 PC操作時間 116:40');
});

test('arrow keys walk the marks and stop at the edges', () => {
  const at = { series: 0, category: 1 };
  assert.deepEqual(markForKey(SAMPLE, at, 'ArrowRight', true), { series: 0, category: 2 });
  assert.deepEqual(markForKey(SAMPLE, at, 'ArrowDown', true), { series: 1, category: 1 });
  assert.deepEqual(markForKey(SAMPLE, at, 'ArrowDown', false), { series: 0, category: 2 });
  assert.deepEqual(markForKey(SAMPLE, { series: 1, category: 2 }, 'ArrowRight', true), { series: 1, category: 2 });
  assert.deepEqual(markForKey(SAMPLE, at, 'Home', true), { series: 0, category: 0 });
  assert.deepEqual(markForKey(SAMPLE, at, 'End', true), { series: 0, category: 2 });
  assert.equal(markForKey(SAMPLE, at, 'a', true), undefined);
});
