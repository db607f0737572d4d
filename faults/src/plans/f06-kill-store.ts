import { ACK_BEFORE_INSERT } from '../bite/guards.ts';
import { killPlan } from './kill-plan.ts';

export const F06 = killPlan({
  id: 'F6',
  title: 'kill -9 of core (chDB inside) while it inserts and merges',
  parts: ['core'],
  bite: [ACK_BEFORE_INSERT],
});
