import type { Plan } from '../plan.ts';
import { F01 } from './f01-kill-collector.ts';
import { F02 } from './f02-kill-ingest.ts';
import { F03 } from './f03-kill-broker.ts';
import { F04 } from './f04-power-cut.ts';
import { F05 } from './f05-kill-processor.ts';
import { F06 } from './f06-kill-store.ts';
import { F08 } from './f08-second-start.ts';
import { F09 } from './f09-full-disk.ts';
import { F10 } from './f10-io-error.ts';
import { F11 } from './f11-broker-outage.ts';
import { F12 } from './f12-pause.ts';
import { F13 } from './f13-clocks.ts';
import { F14 } from './f14-duplicates.ts';
import { F15 } from './f15-reordering.ts';
import { F16 } from './f16-offline-two-weeks.ts';
import { F17 } from './f17-spool-cap.ts';
import { F21 } from './f21-bad-network.ts';
import { F27 } from './f27-memory.ts';
import { F29 } from './f29-kill-supervisor.ts';
import { F07, F18, F19, F20, F22, F23, F24, F25, F26, F28, F30 } from './proven-by-tests.ts';

export const PLANS: readonly Plan[] = [
  ...[F01, F02, F03, F04, F05, F06, F07, F08, F09, F10, F11, F12, F13, F14, F15, F16, F17, F18],
  ...[F19, F20, F21, F22, F23, F24, F25, F26, F27, F28, F29, F30],
];
