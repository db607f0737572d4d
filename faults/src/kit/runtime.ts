import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const runtimeSchema = z.object({ natsUrl: z.string(), natsToken: z.string(), postgresUrl: z.string() });

/** How tools find a running product; the launcher writes it. */
export const readRuntime = (dataDir: string): z.infer<typeof runtimeSchema> =>
  runtimeSchema.parse(JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')));
