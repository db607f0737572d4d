import assert from 'node:assert/strict';
import { ORPHANS_LIVE } from '../bite/guards.ts';
import { killPlan } from './kill-plan.ts';

const READY_WITHIN_MS = 10_000;

export const F29 = killPlan({
  id: 'F29',
  title: 'kill -9 of the launcher, started again at once',
  parts: ['launcher'],
  bite: [ORPHANS_LIVE],
  check: (kills) => {
    const slowestMs = Math.max(...kills.map(({ backMs }) => backMs));
    assert.ok(slowestMs < READY_WITHIN_MS, `ready again only after ${slowestMs} ms`);
  },
});
