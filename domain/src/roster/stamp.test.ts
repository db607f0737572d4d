import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linesFile } from './roster-test-kit.ts';
import { readStamp, stampComment } from './stamp.ts';
import { rosterComments, rosterHeader } from './write-roster-rows.ts';

const STAMP = { rosterVersion: 12, downloadedAt: '2026-11-22T02:10:00Z' };

describe('the stamp of a download', () => {
  test('is read back from its comment, also with the columns a spreadsheet adds', () => {
    for (const tail of ['', ',,,,,,', '  ']) {
      const lines = [rosterHeader('group').join(','), ...rosterComments('group'), `${stampComment(STAMP)}${tail}`];
      assert.deepEqual(readStamp(linesFile('group', lines)), STAMP);
    }
  });

  test('of rows copied together from two downloads the older one counts', () => {
    const lines = [stampComment({ ...STAMP, rosterVersion: 15 }), stampComment(STAMP)];
    assert.equal(readStamp(linesFile('group', lines))?.rosterVersion, 12);
  });

  test('a file without it has none, and a cell elsewhere is none', () => {
    assert.equal(readStamp(linesFile('group', rosterComments('group'))), null);
    assert.equal(readStamp(linesFile('group', [`0,${stampComment(STAMP)}`])), null);
  });
});
