import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import { readIfPresent } from '#platform/files.ts';
import { layoutOf } from '../layout.ts';
import { BackupProblem } from './manifest.ts';

const runtimeSchema = z.object({ natsUrl: z.string(), natsToken: z.string(), postgresUrl: z.string() });

export interface RunningProduct {
  nc: NatsConnection;
  jsm: JetStreamManager;
  postgresUrl: string;
}

/** The product that runs on this data folder. @throws BackupProblem */
export async function findRunningProduct(dataDir: string): Promise<RunningProduct> {
  const text = await readIfPresent(layoutOf(dataDir).runtime);
  const notRunning = `Kinmu Lens does not run on ${dataDir}: start it with npm start, or name its folder with --data DIR`;
  if (text === undefined) throw new BackupProblem(notRunning);
  const runtime = runtimeSchema.parse(JSON.parse(text));
  try {
    const options = { servers: runtime.natsUrl, token: runtime.natsToken, name: 'backup', timeout: 3_000 };
    const nc = await connect({ ...options, reconnect: false });
    return { nc, jsm: await jetstreamManager(nc), postgresUrl: runtime.postgresUrl };
  } catch (error) {
    throw new BackupProblem(`${notRunning} (${join(dataDir, 'runtime.json')} names a broker that does not answer)`, {
      cause: error,
    });
  }
}
