import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dayPartitionOf } from '#domain/contract/messages.ts';
import { addDays } from '#domain/time/calendar.ts';
import { testPerson, workDateOfText } from '../testing/facts.ts';
import { groupDays, groupPeople, groupTouched } from './publish-days.ts';

describe('messages of DAYS', () => {
  const people = Array.from({ length: 300 }, () => testPerson());
  const dates = Array.from({ length: 40 }, (_, index) => addDays(workDateOfText('2026-01-01'), index));
  const keys = people.flatMap((person) => dates.map((workDate) => ({ ...person, workDate })));
  const messages = groupDays([...keys, ...keys]);

  test('hold every day once', () => {
    const seen = messages.flatMap(({ message }) =>
      message.days.flatMap((each) =>
        each.workDates === 'every' ? [] : each.workDates.map((date) => `${each.personId} ${date}`),
      ),
    );
    assert.equal(seen.length, 300 * 40);
    assert.equal(new Set(seen).size, 300 * 40);
  });
  test('keep a person within their partition', () => {
    for (const { partition, message } of messages) {
      for (const { personId } of message.days) assert.equal(dayPartitionOf(personId), partition);
    }
  });
  test('stay small', () => {
    for (const { message } of messages) {
      assert.ok(message.days.reduce((sum, each) => sum + each.workDates.length, 0) <= 2000);
    }
    assert.ok(messages.length > 4, 'a partition has more than one');
  });
  test('tell what came in of each person', () => {
    const minutes = { active: [], awake: [[29_000_000, 29_000_001]] as [number, number][] };
    const touched = people.map((person) => ({ ...person, workDates: dates, minutes }));
    const asked = groupTouched(touched).flatMap(({ partition, message }) => {
      assert.equal(message.isRoutine, true);
      assert.ok(message.days.reduce((sum, each) => sum + each.workDates.length, 0) <= 2000);
      for (const { personId } of message.days) assert.equal(dayPartitionOf(personId), partition);
      return message.days;
    });
    assert.equal(asked.length, people.length);
    for (const each of asked) assert.deepEqual([each.workDates, each.minutes], [dates, minutes]);
  });
  test('ask for every date of each person once, of some people at a time', () => {
    const everyMessages = groupPeople([...people, ...people]);
    const asked = everyMessages.flatMap(({ message }) => message.days.map(({ personId }) => personId));
    assert.deepEqual(asked.sort(), people.map(({ personId }) => personId).sort());
    for (const { partition, message } of everyMessages) {
      assert.ok(message.days.length <= 50);
      for (const { personId } of message.days) assert.equal(dayPartitionOf(personId), partition);
    }
  });
});
