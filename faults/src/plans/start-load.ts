import { createLoad, type Load, type LoadOptions } from '../fleet/load.ts';
import type { Site } from '../kit/site.ts';
import type { Stage } from '../plan.ts';
import { PCS, PRESSERS } from './people.ts';

/** The load that a plan breaks something under: the PCs and the people of people.ts, unless it says otherwise. */
export const startLoad = (
  site: Site & { nextMinute: number },
  stage: Pick<Stage, 'history'>,
  options: Partial<LoadOptions> = {},
): Promise<Load> => createLoad(site, stage.history, { pcs: PCS, pressers: PRESSERS, ...options });
