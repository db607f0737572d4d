import { TRUST_THE_WIRE } from '../bite/guards.ts';
import { killPlan } from './kill-plan.ts';

export const F03 = killPlan({
  id: 'F3',
  title: 'kill -9 of the broker under load',
  parts: ['nats-server'],
  bite: [TRUST_THE_WIRE],
});
