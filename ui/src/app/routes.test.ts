import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../base/paths.ts';
import { ADMINISTRATION_PAGES, matchRoute } from './routes.ts';

const ID = '00000000-0000-4000-8000-000000000002';

test('every address that the portal writes is read back', () => {
  assert.equal(matchRoute(paths.home, '').page, 'home');
  assert.equal(matchRoute(paths.login, '').page, 'login');
  assert.equal(matchRoute(paths.groups, '').page, 'groups');
  assert.equal(matchRoute(paths.dataExport, '').page, 'dataExport');
  assert.equal(matchRoute(paths.settings, '').page, 'settings');
  assert.equal(matchRoute(paths.dashboard, '?groupId=all&from=202611&to=202611').page, 'dashboard');
  assert.equal(matchRoute(paths.accessibility, '').page, 'accessibility');
  for (const page of ADMINISTRATION_PAGES) assert.equal(matchRoute(paths[page], '').page, page);
  assert.deepEqual(matchRoute(paths.month(ID, '202611'), ''), { page: 'month', personId: ID, month: '202611' });
  const day = new URL(paths.day('me', '2026-11-05', 'overtime'), 'http://localhost');
  assert.deepEqual(matchRoute(day.pathname, day.search), {
    page: 'day',
    personId: 'me',
    workDate: '2026-11-05',
    figure: 'overtime',
  });
});

test('addresses of requests, overtime and corrections are read back with what they carry', () => {
  const read = (address: string) => {
    const url = new URL(address, 'http://localhost');
    return matchRoute(url.pathname, url.search);
  };
  assert.equal(read(paths.approvals).page, 'approvals');
  assert.deepEqual(read(paths.requests), { page: 'requests', requestId: undefined });
  assert.deepEqual(read(paths.request(ID)), { page: 'requests', requestId: ID });
  assert.deepEqual(read(paths.overtimeRequest('2026-11-05')), { page: 'overtimeRequest', workDate: '2026-11-05' });
  assert.deepEqual(read(paths.overtimeRequest()), { page: 'overtimeRequest', workDate: undefined });
  const correction = { page: 'correction', workDate: '2026-11-05' };
  assert.deepEqual(read(paths.correction('2026-11-05', { from: 1262, to: 1341 })), {
    ...correction,
    ...{ from: 1262, to: 1341, requestId: undefined },
  });
  assert.deepEqual(read('/corrections/2026-11-05?from=9999&to=x&requestId=1'), {
    ...correction,
    ...{ from: undefined, to: undefined, requestId: '1' },
  });
  assert.equal(read('/corrections/2026-02-30').page, 'notFound');
  assert.equal(read(paths.corrections).page, 'correction');
});

test('reports are read back with their month and scope', () => {
  assert.deepEqual(matchRoute(paths.monthReport('me', '202610'), ''), {
    page: 'monthReport',
    personId: 'me',
    month: '202610',
  });
  const group = new URL(paths.groupReport('mine', '202610', true), 'http://localhost');
  assert.deepEqual(matchRoute(group.pathname, group.search), {
    page: 'groupReport',
    ...{ groupId: 'mine', month: '202610', withBelow: true },
  });
  assert.equal(matchRoute(paths.groupReport(ID, '202613', false), '').page, 'notFound');
});

test('a slash at the end is the same page', () => {
  assert.equal(matchRoute('/groups/', '').page, 'groups');
});

test('an unknown figure is ignored', () => {
  const route = matchRoute('/people/me/days/2026-11-05', '?figure=constructor');
  assert.equal(route.page === 'day' && route.figure, undefined);
});

for (const path of [
  '/nowhere',
  '/people/me/months/202613',
  '/people/me/days/2026-02-30',
  '/people/x/months/202611',
  '/constructor',
  '/people/me',
]) {
  test(`an address that names nothing is not found: ${path}`, () => {
    assert.equal(matchRoute(path, '').page, 'notFound');
  });
}

test('勤務一覧 without a month and 業務登録 without a date mean what runs now', () => {
  assert.deepEqual(matchRoute(paths.workList, ''), { page: 'month', personId: 'me', month: undefined });
  assert.deepEqual(matchRoute(paths.tasks(), ''), { page: 'tasks', workDate: undefined, view: 'day' });
  const week = new URL(paths.tasks('2026-11-05', 'week'), 'http://localhost');
  assert.deepEqual(matchRoute(week.pathname, week.search), { page: 'tasks', workDate: '2026-11-05', view: 'week' });
  assert.equal(matchRoute('/tasks/2026-02-30', '').page, 'notFound');
});
