import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { TEST_NATS_TOKEN } from '#platform/testkit/index.ts';
import type { FaultPoint } from '../fault-point.ts';
import { TEST_ACK_WAIT_MS } from './world.ts';

export interface ProcessorChild {
  process: ChildProcess;
  /** How it ended: a signal name or an exit code. */
  ended: Promise<string | number>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<string | number>;
}

/** The processor as a real process of its own, so that it can be killed. `store` is KINMU_CLICKHOUSE_URL or KINMU_CHDB_PATH. */
export function startProcessorChild(
  natsUrl: string,
  store: Record<string, string>,
  faultAt?: FaultPoint,
): ProcessorChild {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      KINMU_NATS_URL: natsUrl,
      KINMU_NATS_TOKEN: TEST_NATS_TOKEN,
      KINMU_HTTP_PORT: '0',
      KINMU_LOG_LEVEL: 'silent',
      KINMU_ACK_WAIT_MS: String(TEST_ACK_WAIT_MS),
      ...store,
      ...(faultAt === undefined ? {} : { FAULT_AT: faultAt }),
    },
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => String(signal ?? code));
  return {
    process: child,
    ended,
    kill: async (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
