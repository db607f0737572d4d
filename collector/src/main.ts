import { parseArgs } from 'node:util';
import { EXIT } from './cli/exit-codes.ts';
import { enrol } from './cli/enrol.ts';
import { HELP, MESSAGES } from './cli/messages.ts';
import { run } from './cli/run.ts';
import { showStatus } from './cli/status.ts';
import { loadConfig, sensorEnv } from './config.ts';
import { AlreadyRunning } from './single-instance.ts';

const say = (line: string): void => console.log(line);

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      replace: { type: 'boolean', default: false },
      name: { type: 'string' },
    },
  });
  const [command = 'run', portalUrl, code, ...rest] = positionals;
  if (values.help || command === 'help') {
    say(HELP);
    return EXIT.ok;
  }
  const config = loadConfig();
  if (command === 'enroll' && portalUrl !== undefined && code !== undefined && rest.length === 0) {
    return enrol(config, { portalUrl, code, name: values.name, replace: values.replace }, say);
  }
  if (command === 'run' && portalUrl === undefined) return run(config, sensorEnv(), say);
  if (command === 'status' && portalUrl === undefined) return showStatus(config, say);
  console.error(MESSAGES.usage(positionals.join(' ')));
  say(HELP);
  return EXIT.usage;
}

const exitCode = await main(process.argv.slice(2)).catch((err: unknown) => {
  const isUsage = err instanceof TypeError && 'code' in err && String(err.code).startsWith('ERR_PARSE_ARGS');
  if (isUsage) console.error(`${err.message}\n\n${HELP}`);
  else if (err instanceof AlreadyRunning) console.error(MESSAGES.alreadyRunning(err.pid));
  else console.error(MESSAGES.failed(err instanceof Error ? err.message : String(err)));
  return isUsage ? EXIT.usage : err instanceof AlreadyRunning ? EXIT.alreadyRunning : EXIT.failed;
});
// Connections that are kept alive for a next request must not hold the process.
process.exit(exitCode);
