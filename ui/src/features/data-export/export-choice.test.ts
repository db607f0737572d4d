import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createExportJob } from '#domain/contract/export-jobs.ts';
import { broughtIn, fileSize, problemOf, toggleGroup, wantedOf, type ExportChoice } from './export-choice.ts';

const A = '00000000-0000-4000-8000-00000000000a';
const choice = (more: Partial<ExportChoice> = {}): ExportChoice => ({
  ...{ rangeKind: 'month', month: '202603', from: '', to: '', scopeKind: 'everyone', groupIds: [], personIds: [] },
  ...{ encoding: 'windows-31j', guardsFormulas: true },
  ...more,
});
const period = (from: string, to: string): ExportChoice => choice({ rangeKind: 'period', from, to });

test('a period needs both ends in order and at most a year and a day', () => {
  assert.equal(problemOf(period('', '2026-03-01')), 'rangeMissing');
  assert.equal(problemOf(period('2026-03-02', '2026-03-01')), 'rangeReversed');
  assert.equal(problemOf(period('2024-01-01', '2024-12-31')), undefined);
  assert.equal(problemOf(period('2025-01-01', '2026-01-02')), 'rangeTooLong');
});

test('nobody chosen is told, whatever else is filled in', () => {
  assert.equal(problemOf(choice({ scopeKind: 'groups', personIds: [A] })), 'groupsMissing');
  assert.equal(problemOf(choice({ scopeKind: 'people', groupIds: [A] })), 'peopleMissing');
});

test('whatever the form lets through, the contract takes', () => {
  const choices = [
    choice(),
    period('2024-01-01', '2024-12-31'),
    choice({ scopeKind: 'groups', groupIds: [A] }),
    choice({ scopeKind: 'people', personIds: [A], encoding: 'utf-8', guardsFormulas: false }),
  ];
  for (const each of choices) {
    assert.equal(problemOf(each), undefined);
    assert.ok(createExportJob.body?.safeParse({ jobId: A, kind: 'pc', ...wantedOf(each) }).success);
  }
});

test('choosing a group takes the place of those below it, which it brings in', () => {
  const nodes = [
    { id: 'top', parentId: null, name: '' },
    { id: 'mid', parentId: 'top', name: '' },
    { id: 'leaf', parentId: 'mid', name: '' },
    { id: 'other', parentId: 'top', name: '' },
  ];
  assert.deepEqual(toggleGroup(nodes, ['leaf', 'other'], 'mid'), ['other', 'mid']);
  assert.deepEqual(toggleGroup(nodes, ['mid'], 'mid'), []);
  assert.deepEqual([...broughtIn(nodes, ['mid'])], ['leaf']);
});

test('sizes are read in the unit that suits them', () => {
  assert.deepEqual([0, 999, 1000, 12_345_678, 3.2e9].map(fileSize), ['0 B', '999 B', '1.0 KB', '12.3 MB', '3.2 GB']);
});
