import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartProblem } from './start-problem.ts';

export interface StartOptions {
  port: number;
  ingestPort: number;
  /** Of the launcher's own figures; default: one that is free, remembered in the data folder. */
  metricsPort?: number;
  dataDir: string;
  /** No sample company: one tenant and its `admin`. */
  empty: boolean;
}

export const USAGE = `npm start -- [--port N] [--ingest-port N] [--metrics-port N] [--data DIR] [--empty]

  --port N          port of the portal on 127.0.0.1 (8080)
  --ingest-port N   port for the collectors on 127.0.0.1 (8081)
  --metrics-port N  port for figures of the launcher, broker and PostgreSQL on 127.0.0.1 (any, the same at each start)
  --data DIR        folder of all data (./data)
  --empty           no sample company: one tenant and its admin, with a password shown once
  --help            this text`;

/** @throws StartProblem that names the wrong word */
export function parseOptions(args: readonly string[], projectDir: string): StartOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8080' },
        'ingest-port': { type: 'string', default: '8081' },
        'metrics-port': { type: 'string' },
        data: { type: 'string' },
        empty: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new StartProblem(`${firstSentence(error)}; npm start -- --help lists the options`, { cause: error });
  }
  if (values.help) return 'help';
  const port = portOf('--port', values.port);
  const ingestPort = portOf('--ingest-port', values['ingest-port']);
  if (port === ingestPort) throw new StartProblem('--port and --ingest-port must differ');
  const metricsText = values['metrics-port'];
  const metricsPort = metricsText === undefined ? {} : { metricsPort: portOf('--metrics-port', metricsText) };
  if (metricsPort.metricsPort === port || metricsPort.metricsPort === ingestPort)
    throw new StartProblem('--metrics-port must differ from the other ports');
  return {
    port,
    ingestPort,
    ...metricsPort,
    dataDir: resolve(values.data ?? `${projectDir}/data`),
    empty: values.empty,
  };
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new StartProblem(`${name} ${text} is not a port: use a number from 1 to 65535`);
}

const firstSentence = (error: unknown): string =>
  error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
