import { ACK_BEFORE_INSERT } from '../bite/guards.ts';
import { testPlan } from './test-plan.ts';

/** At each labelled point; the tests assert that the messages really came again. Random moments are those of F6. */
export const F05 = testPlan({
  id: 'F5',
  title: 'kill -9 of the processor between insert and acknowledgement',
  tests: ['processor/src/kill.int.test.ts'],
  bite: [ACK_BEFORE_INSERT],
});
