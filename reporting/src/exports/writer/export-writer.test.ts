import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { tempDir } from '#platform/testkit/index.ts';
import { startExportWriter } from './export-writer.ts';

test('megabytes that were handed over count until the thread has written them: sending more waits for it', async () => {
  const path = join(tempDir('writer'), 'u1_pc.csv');
  const writer = startExportWriter({ path, container: 'csv', encoding: 'utf-8', guardsFormulas: true, entryTimeMs: 0 });
  try {
    await writer.send({ kind: 'begin', format: 'pc', fileName: 'u1_pc.csv', context: { employeeNumber: '1' } });
    const utf8 = new Uint8Array(8_000_000).fill(0x30);
    await writer.send({ kind: 'piece', content: { utf8, rows: 1 } });
    assert.equal(utf8.byteLength, 0, 'handed over, not copied');
    assert.ok(statSync(path).size > 8_000_000);
    await writer.send({ kind: 'end' });
    assert.equal((await writer.finish()).rows, 1);
  } finally {
    await writer.close();
  }
});
