import { runTests } from '../kit/run-tests.ts';
import type { Mutation, Plan } from '../plan.ts';

/** A fault that tests of the product prove already: the plan runs them. */
export const testPlan = (options: {
  id: string;
  title: string;
  tests: readonly string[];
  bite: readonly Mutation[];
}): Plan => ({
  id: options.id,
  title: options.title,
  bite: options.bite,
  run: async () => ({ 'tests passed': await runTests(options.tests) }),
});
