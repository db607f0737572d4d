import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

/** One JSON line per record on stdout. Ids, counts and reasons only: never a title, a URL, a name or a key. */
export function createLogger(level: string): Logger {
  return pino(
    {
      name: 'collector',
      level,
      redact: { paths: ['token', 'certificate', 'privateKey', 'code'], censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
    },
    pino.destination({ dest: 1, sync: true }),
  );
}
