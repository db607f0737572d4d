import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { formatClock } from '#domain/time/format.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { windowOf } from './apply-import.ts';
import type { ReadCalendar } from './calendar-entry.ts';
import { APPLE, appointment, calendarOf, GOOGLE, OUTLOOK } from './calendars.fixture.ts';
import { placeEntries } from './place-entries.ts';
import { readCalendar } from './read-calendar.ts';

const PATTERN = { patternId: '', code: '', name: '', breaks: [], scheduledMinutes: 480, morningMinutes: null };
const RULES: PersonRules = {
  ...{ tenantId: 't', personId: 'p', version: 1, zone: 'Asia/Tokyo', autoRecording: [] },
  assignments: [{ from: '2000-01-01' as WorkDate, groupId: 'g', pattern: { ...PATTERN, autoEndClock: 300 } }],
};
/** Tuesday 10 to Tuesday 24 March 2026. */
const WINDOW = windowOf(RULES, '2026-03-10' as WorkDate, 'employee@example.jp');

const read = (text: string): Extract<ReadCalendar, { entries: unknown }> => {
  const result = readCalendar(text, WINDOW);
  assert.ok('entries' in result, JSON.stringify(result));
  return result;
};

/** `2026-03-12 10:00-11:00 title`, in order of time. */
const shown = (text: string): string[] =>
  placeEntries(read(text).entries, RULES, WINDOW)
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ workDate, span, title, isAllDay }) => {
      const [from, to] = [span.start, span.end].map((minute) => formatClock(clockOf(minute, workDate, RULES.zone)));
      return `${workDate} ${isAllDay ? '終日' : `${from}-${to}`} ${title}`;
    });

test('Outlook: a weekly series without the day taken out, with the moved one where it is now, without the cancelled one', () => {
  assert.deepEqual(shown(OUTLOOK), [
    '2026-03-11 13:00-15:00 A社訪問',
    '2026-03-13 15:00-15:30 週次定例会議（変更）',
    '2026-03-23 10:00-11:00 週次定例会議',
  ]);
});

test('Outlook: private, cancelled and free appointments are counted and nothing of them is given on', () => {
  const { entries, leftOut } = read(OUTLOOK);
  assert.deepEqual(leftOut, { private: 1, cancelled: 1, free: 1, unreadable: 0 });
  assert.doesNotMatch(JSON.stringify(entries), /歯医者|休暇|Canceled/);
});

test('Outlook: kinds are those of the guide: with people a meeting, 外出中 an off-site task', () => {
  const kinds = new Map(
    read(OUTLOOK).entries.map((entry) => [entry.title, [entry.kind, entry.workStyle, entry.detail]]),
  );
  assert.deepEqual(kinds.get('週次定例会議'), ['meeting', 'regular', '第一会議室\n議題\n1. 進捗, 課題']);
  assert.deepEqual(kinds.get('A社訪問'), ['offsite', 'offsite', '']);
});

test('Google: instants become readings of the tenant, a trip is a task on each day, free and declined ones stay out', () => {
  assert.deepEqual(shown(GOOGLE), [
    '2026-03-10 14:00-15:00 設計レビュー',
    '2026-03-16 終日 大阪出張',
    '2026-03-17 終日 大阪出張',
    '2026-03-18 終日 大阪出張',
  ]);
  assert.deepEqual(read(GOOGLE).leftOut, { private: 0, cancelled: 1, free: 1, unreadable: 0 });
});

test('Apple: zones with summer time, zones by name alone, readings without a zone; a night is cut at 自動終了時刻', () => {
  assert.deepEqual(shown(APPLE), [
    '2026-03-11 9:00-9:15 朝会',
    '2026-03-11 17:00-17:30 Berlin',
    '2026-03-11 21:00-21:30 NY call',
    '2026-03-12 22:00-29:00 夜間メンテナンス',
    '2026-03-13 5:00-8:00 夜間メンテナンス',
    '2026-03-18 21:00-21:30 NY call',
  ]);
});

test('an appointment keeps its identity when it is moved, and each one of a series has its own', () => {
  const [before] = placeEntries(read(calendarOf(appointment('a'))).entries, RULES, WINDOW);
  const moved = appointment('a', { start: '20260318T090000', end: '20260318T100000' });
  const [after] = placeEntries(read(calendarOf(moved)).entries, RULES, WINDOW);
  assert.equal(before?.externalId, after?.externalId);
  const series = placeEntries(
    read(calendarOf(appointment('a', { more: 'RRULE:FREQ=DAILY;COUNT=3' }))).entries,
    RULES,
    WINDOW,
  );
  assert.equal(new Set(series.map((entry) => entry.externalId)).size, 3);
});

test('a repetition of a private series is private although it does not say so itself', () => {
  const series = appointment('a', { more: 'CLASS:CONFIDENTIAL\nRRULE:FREQ=DAILY' });
  const moved = appointment('a', { more: 'RECURRENCE-ID;TZID=Asia/Tokyo:20260311T140000' });
  const { entries, leftOut } = read(calendarOf(series, moved));
  assert.deepEqual([entries, leftOut.private], [[], 14]);
});

test('a part of an appointment keeps its number while days go by', () => {
  const long = appointment('a', { start: '20260309T220000', end: '20260312T080000' });
  const ids = (firstDate: string): string[] => {
    const window = windowOf(RULES, firstDate as WorkDate, '');
    const result = readCalendar(calendarOf(long), window);
    return 'entries' in result ? placeEntries(result.entries, RULES, window).map((entry) => entry.externalId) : [];
  };
  assert.deepEqual(ids('2026-03-09'), ['|0|a', '|1|a', '|2|a', '|3|a']);
  assert.deepEqual(ids('2026-03-11'), ['|2|a', '|3|a']);
});

test('a damaged appointment is left out and counted, the others are imported', () => {
  const broken = 'BEGIN:VEVENT\nUID:x\nSUMMARY:x\nRRULE:FREQ=DAILY;BYDAY=XX\nDTSTART:20260311T090000\nEND:VEVENT';
  const { entries, leftOut } = read(calendarOf(broken, appointment('a'), 'BEGIN:VEVENT\nUID:y\nEND:VEVENT'));
  assert.equal(entries.length, 1);
  assert.equal(leftOut.unreadable, 2);
});

test('a title is one line of at most 256 UTF-16 units, never half a character, and never empty', () => {
  const titled = (summary: string): string | undefined =>
    read(calendarOf(appointment('a').replace(/SUMMARY:.*/, `SUMMARY:${summary}`))).entries[0]?.title;
  assert.equal(titled('a\\nb\u0007c'), 'a b c');
  assert.equal(titled(''), '（件名なし）');
  assert.equal(titled(`${'あ'.repeat(255)}𠮷𠮷`), 'あ'.repeat(255));
});

test('what is no calendar is told apart from one with a mistake, whose line is named and never quoted', () => {
  assert.deepEqual(readCalendar('<html>Sign in</html>', WINDOW), { problem: 'not_a_calendar', detail: '' });
  assert.deepEqual(readCalendar('', WINDOW), { problem: 'not_a_calendar', detail: '' });
  const text = calendarOf(appointment('a'));
  assert.deepEqual(readCalendar(text.replace('SUMMARY:a', 'secret word\r\nSUMMARY:a'), WINDOW), {
    problem: 'broken',
    detail: 'line 5',
  });
  assert.deepEqual(readCalendar(text.replace('END:VEVENT', ''), WINDOW), { problem: 'broken', detail: 'line 9' });
  assert.deepEqual(readCalendar(text.slice(0, -20), WINDOW), { problem: 'broken', detail: 'line 8' });
});

test('rules without end or sense cost little: the series of every second ends at its limit, the impossible one is damaged', () => {
  const everySecond = appointment('a', {
    start: '20000101T000000',
    end: '20000101T000030',
    more: 'RRULE:FREQ=SECONDLY',
  });
  const never = appointment('b', { more: 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' });
  const { entries, leftOut } = read(calendarOf(everySecond, never));
  assert.deepEqual([entries.length <= 1, leftOut.unreadable >= 1], [true, true]);
  const many = Array.from({ length: 1_001 }, (_, index) => appointment(`m${index}`));
  assert.equal((readCalendar(calendarOf(...many), WINDOW) as { problem: string }).problem, 'too_many_entries');
});
