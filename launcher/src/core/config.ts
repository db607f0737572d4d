import type { Env } from '#platform/config.ts';
import { loadProcessorConfig } from '#processor/config.ts';
import { loadConfig } from '#reporting/config.ts';

/** Both services read the same environment; the stores are the portal's slice of it, because they are shared. */
export const loadCoreConfig = (env: Env = process.env) => ({ ...loadConfig(env), processor: loadProcessorConfig(env) });
