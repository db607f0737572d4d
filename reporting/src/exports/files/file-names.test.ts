import assert from 'node:assert/strict';
import test from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import { exportFileName, safeNames } from './file-names.ts';

test('a month and a period are named as the guide names them; 勤務データ is a CSV', () => {
  assert.equal(exportFileName('gyomu', { month: '202603' }), 'gyomu_202603.zip');
  const period = { from: '2026-03-01' as WorkDate, to: '2026-03-15' as WorkDate };
  assert.equal(exportFileName('pc', period), 'pc_20260301_20260315.zip');
  assert.equal(exportFileName('kinmu', { month: '202603' }), 'kinmu_202603.csv');
});

const CASES: readonly (readonly [what: string, ids: string[], names: string[]])[] = [
  ['an ordinary id stays', ['tanaka', 'a.b.', 'con', '田中'], ['tanaka', 'a.b.', 'con', '田中']],
  [
    'what Windows refuses becomes _',
    ['x:y', '"q"', 'a/../b', 'a\\b', '<|>?*'],
    ['x_y', '_q_', 'a_.._b', 'a_b', '_____'],
  ],
  [
    'a device up to the first dot is none any more',
    ['con.x', 'NUL.', 'com1 .a', 'console.a'],
    ['_con.x', '_NUL.', '_com1 .a', 'console.a'],
  ],
  ['two ids that become one are told apart', ['x:y', 'x?y', 'X|Y'], ['x_y', 'x_y(2)', 'X_Y(3)']],
  ['an id that needs no change keeps its name', ['"q"', '_Q_', '_q_(2)'], ['_q_(3)', '_Q_', '_q_(2)']],
];
for (const [what, ids, names] of CASES) {
  test(`names in the zip: ${what}`, () => {
    const given = safeNames(ids);
    assert.deepEqual(
      ids.map((id) => given.get(id)),
      names,
    );
  });
}
