import { join } from 'node:path';

/** The entry of the sensor process: beside the agent's file where both are built, a source like this one where they are not. */
export const CHILD_PATH = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? '../sensors-child/main.ts' : 'sensors-child.js',
);
