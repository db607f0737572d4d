import { ANSWER_WITHOUT_ACK } from '../bite/guards.ts';
import { killPlan } from './kill-plan.ts';

export const F03 = killPlan({
  id: 'F3',
  title: 'kill -9 of the broker under load',
  parts: ['nats-server'],
  bite: [ANSWER_WITHOUT_ACK],
});
