import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { MonthDay, RequestMark } from '#domain/contract/months.ts';
import { sampleDay } from '../../charts/sample-day-kit.ts';
import { checkCodeOf } from './check-code.ts';
import { remarksOf, standingOf } from './day-words.ts';

const entryOf = (day: ComputedDay | null, requests: Partial<RequestMark>[] = []): MonthDay => ({
  workDate: sampleDay('ordinary').workDate,
  dayOff: null,
  day,
  requests: requests.map((each) => ({ requestId: '', kind: 'end', mode: 'manual', state: 'submitted', ...each })),
  unrequestedBlocks: { total: 0, unanswered: 0 },
});
const approval = { approvedAt: 1, approverId: '00000000-0000-4000-8000-000000000001', holds: true };

test('one word says where the approval of a day stands, what is still to do first', () => {
  const day = sampleDay('ordinary');
  assert.equal(standingOf(entryOf(null)), 'none');
  assert.equal(standingOf(entryOf(day)), 'none');
  assert.equal(standingOf(entryOf(day, [{ state: 'returned' }, { state: 'submitted' }])), 'returned');
  assert.equal(standingOf(entryOf({ ...day, approval }, [{ state: 'submitted' }])), 'waiting');
  assert.equal(standingOf(entryOf({ ...day, approval }, [{ state: 'approved' }])), 'approved');
  assert.equal(standingOf(entryOf(day, [{ state: 'approved', mode: 'automatic' }])), 'automatic');
  assert.equal(standingOf(entryOf(day, [{ state: 'withdrawn' }])), 'none');
  assert.equal(standingOf(entryOf(sampleDay('autoEnded'))), 'unconfirmed');
});

test('remarks tell what the figures alone do not', () => {
  assert.deepEqual(remarksOf(entryOf(null)), []);
  assert.deepEqual(remarksOf(entryOf(sampleDay('ordinary'))), []);
  assert.deepEqual(remarksOf(entryOf(sampleDay('autoEnded'))), ['autoEnded']);
  assert.deepEqual(remarksOf(entryOf(sampleDay('holidayWork'))), ['holidayWork']);
  assert.deepEqual(remarksOf(entryOf(sampleDay('declaredOnly'))), ['noPcData']);
  const day = sampleDay('ordinary');
  assert.deepEqual(remarksOf(entryOf({ ...day, workStyle: 'remote', declarationSource: 'corrected' })), [
    'corrected',
    'remote',
  ]);
});

test('equal contents have one check code, and a minute changes it', () => {
  const day = sampleDay('ordinary');
  assert.match(checkCodeOf([day]), /^[0-9A-F]{4}(-[0-9A-F]{4}){2}$/);
  assert.equal(checkCodeOf([day]), checkCodeOf([structuredClone(day)]));
  assert.notEqual(checkCodeOf([day]), checkCodeOf([{ ...day, workedMinutes: day.workedMinutes + 1 }]));
});
