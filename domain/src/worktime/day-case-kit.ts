import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computedDaySchema } from '../contract/computed-day.ts';
import type { ComputedDay } from '../contract/computed-day.ts';
import { computeSketch } from './day-test-kit.ts';
import type { DaySketch } from './day-test-kit.ts';

/** A line of a table of days: a sentence, the facts, and the figures that the sentence is about. Used by tests only. */
export interface DayCase {
  readonly name: string;
  readonly day: DaySketch;
  readonly expected: Partial<ComputedDay>;
}

export function testDays(cases: readonly DayCase[]): void {
  for (const { name, day, expected } of cases) {
    void test(name, () => {
      const computed = computeSketch(day);
      const compared = Object.fromEntries(
        Object.keys(expected).map((key) => [key, computed[key as keyof ComputedDay]]),
      );
      assert.deepEqual(compared, expected);
      assert.doesNotThrow(() => computedDaySchema.parse(computed), 'the day satisfies its contract');
    });
  }
}
