import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './config.ts';

test('without variables the collector keeps facts for 14 days in a folder of its user', () => {
  const config = loadConfig({ XDG_DATA_HOME: '/data', LOCALAPPDATA: '' });
  assert.equal(config.retainCommittedDays, 14);
  assert.match(config.dir, /kinmu-lens$/);
  assert.deepEqual(config.privacy, { titles: 'full', urls: 'full' });
});

test('every variable that does not fit is named in one message', () => {
  assert.throws(
    () => loadConfig({ KINMU_RETAIN_COMMITTED_DAYS: 'two weeks', KINMU_WINDOW_TITLES: 'no' }),
    /KINMU_RETAIN_COMMITTED_DAYS[^]*KINMU_WINDOW_TITLES/,
  );
});
