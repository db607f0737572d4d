import { TRUST_THE_WIRE } from '../bite/guards.ts';
import { killPlan } from './kill-plan.ts';

export const F02 = killPlan({
  id: 'F2',
  title: 'kill -9 of ingest in the middle of requests',
  parts: ['ingest'],
  bite: [TRUST_THE_WIRE],
});
