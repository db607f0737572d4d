import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import type { ToolConfig } from './config.ts';
import { parseJson } from './broker/parse-json.ts';

/** Written by the launcher into its data folder while it runs. */
const runtimeSchema = z.object({ natsUrl: z.string(), natsToken: z.string().optional() });

const CONNECT_TIMEOUT_MS = 2_000;

/**
 * The broker of the running product: from the environment, or from `runtime.json` of the data folder. Undefined when none answers (a file
 * left by a killed launcher leads nowhere).
 */
export async function findRunning(config: ToolConfig, dataDir: string): Promise<NatsConnection | undefined> {
  const address =
    config.natsUrl === undefined
      ? await readRuntime(dataDir)
      : { natsUrl: config.natsUrl, ...(config.natsToken === undefined ? {} : { natsToken: config.natsToken }) };
  if (address === undefined) return undefined;
  try {
    return await connect({
      servers: address.natsUrl,
      name: 'tool',
      timeout: CONNECT_TIMEOUT_MS,
      reconnect: false,
      ...(address.natsToken === undefined ? {} : { token: address.natsToken }),
    });
  } catch {
    return undefined;
  }
}

async function readRuntime(dataDir: string): Promise<z.infer<typeof runtimeSchema> | undefined> {
  const text = await readFile(path.join(dataDir, 'runtime.json')).catch(() => undefined);
  const parsed = runtimeSchema.safeParse(text === undefined ? undefined : parseJson(text));
  return parsed.success ? parsed.data : undefined;
}
