import type { Plan } from '../plan.ts';
import { F01 } from './f01-kill-collector.ts';
import { F02 } from './f02-kill-ingest.ts';
import { F03 } from './f03-kill-broker.ts';
import { F05 } from './f05-kill-processor.ts';
import { F06 } from './f06-kill-store.ts';
import { F08 } from './f08-second-start.ts';
import { F11 } from './f11-broker-outage.ts';
import { F12 } from './f12-pause.ts';
import { F14 } from './f14-duplicates.ts';
import { F15 } from './f15-reordering.ts';
import { F29 } from './f29-kill-supervisor.ts';

export const PLANS: readonly Plan[] = [F01, F02, F03, F05, F06, F08, F11, F12, F14, F15, F29];
