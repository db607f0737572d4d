import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../messages/en.ts';
import { ja } from '../messages/ja.ts';
import { describeDay, nameOfClock, nameOfPc } from './describe-day.ts';
import { SAMPLE_NAMES, sampleDay, type SampleName } from './sample-day-kit.ts';

const tell = (name: SampleName): string => describeDay(sampleDay(name).workDate, sampleDay(name), ja);

test('an ordinary day is told with its span, its amounts and its PC figures', () => {
  assert.equal(
    tell('ordinary'),
    '2026/01/05（月）。申告 9:00から18:00、勤務時間8時間、休憩時間1時間。PC 8:55から18:10、PC操作時間8時間20分、申請外勤務時間15分。',
  );
});

test('readings after midnight are told as those of the next day', () => {
  assert.equal(nameOfClock(1590, ja), '翌2:30');
  assert.match(tell('night'), /17:30から翌2:30/);
});

test('an open day is told as going on', () => {
  assert.match(tell('open'), /9:00から継続中/);
});

test('missing data, no record and no input are three different words', () => {
  assert.match(tell('declaredOnly'), /データ未着/);
  assert.match(describeDay(sampleDay('open').workDate, null, ja), /申告もPCの記録もありません/);
  assert.equal(nameOfPc({ pc: 'silent', state: 'scheduledWork' }, ja), 'データ未着');
  assert.equal(nameOfPc({ pc: 'silent', state: 'notDeclared' }, ja), 'データなし');
  assert.equal(nameOfPc({ pc: 'idle', state: 'scheduledWork' }, ja), '操作なし');
});

for (const name of SAMPLE_NAMES) {
  test(`the sentence holds no empty part in either language: ${name}`, () => {
    for (const m of [ja, en]) {
      const sentence = describeDay(sampleDay(name).workDate, sampleDay(name), m);
      assert.doesNotMatch(sentence, /undefined|null|NaN|、。|、、|, \./);
    }
  });
}
