import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig, loadProcessorConfig } from './config.ts';

describe('the configuration', () => {
  test('has defaults for everything but the store and the port', () => {
    const config = loadProcessorConfig({});
    assert.equal(config.faultAt, undefined);
    assert.equal(config.streams.activityMaxBytes, 1024 * 1024 * 1024);
    assert.throws(() => loadConfig({}), /KINMU_CHDB_PATH[\s\S]*KINMU_HTTP_PORT/);
  });
  test('a wrong fault point is refused', () => {
    assert.throws(() => loadProcessorConfig({ FAULT_AT: 'nowhere' }), /FAULT_AT/);
  });
});
