import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createInbox } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { createAnalytics } from '#platform/clickhouse.ts';
import type { AnalyticsConfig } from '#platform/clickhouse.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { loadToolConfig } from '../config.ts';
import type { ToolConfig } from '../config.ts';
import { findRunning } from '../find-running.ts';
import { parseJson } from '../broker/parse-json.ts';
import { RECONCILE_SUBJECT, reconcileAnswerSchema } from './control.ts';
import { reconcileStore } from './reconcile-store.ts';
import type { ReconcileResult } from './reconcile.ts';

const USAGE = `npm run reconcile -- [--data DIR] [--repair]
Rebuilds every computed day from the raw facts and reports each difference on a line; exit code 1 if there is any.`;
/** A processor that says nothing for so long is not there. */
const SILENCE_MS = 60_000;

async function askRunning(nc: NatsConnection, isRepair: boolean): Promise<ReconcileResult> {
  const inbox = createInbox();
  const answers = nc.subscribe(inbox, { timeout: SILENCE_MS });
  nc.publish(RECONCILE_SUBJECT, JSON.stringify({ repair: isRepair }), { reply: inbox });
  const silence = { timer: setTimeout(() => answers.unsubscribe(), SILENCE_MS) };
  try {
    for await (const msg of answers) {
      silence.timer.refresh();
      if (msg.headers?.code === 503) throw new Error('the broker runs, but no processor answers');
      const answer = reconcileAnswerSchema.parse(parseJson(msg.data));
      if (answer.kind === 'line') console.log(answer.text);
      if (answer.kind === 'failed') throw new Error(answer.message);
      if (answer.kind === 'done') return answer;
    }
    throw new Error('the processor no longer answers');
  } finally {
    clearTimeout(silence.timer);
  }
}

function storeOf(config: ToolConfig, dataDir: string): AnalyticsConfig {
  if (config.clickhouseUrl !== undefined) return { kind: 'server', url: config.clickhouseUrl };
  const folder = config.chdbPath ?? path.join(dataDir, 'clickhouse');
  if (!existsSync(folder))
    throw new Error(`nothing runs, and there is no store at ${folder} (--data DIR names another folder)`);
  return { kind: 'embedded', path: folder };
}

async function openStore(config: ToolConfig, dataDir: string, isRepair: boolean): Promise<ReconcileResult> {
  const analytics = await createAnalytics(storeOf(config, dataDir));
  try {
    await migrateClickhouse(analytics);
    return await reconcileStore(analytics, { isRepair, report: (line) => console.log(line) });
  } finally {
    await analytics.close();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'data' },
      repair: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const config = loadToolConfig();
  const nc = await findRunning(config, values.data);
  const result =
    nc === undefined ? await openStore(config, values.data, values.repair) : await askRunning(nc, values.repair);
  await nc?.close();
  const without =
    result.peopleWithoutRules === 0 ? '' : `, ${result.peopleWithoutRules} people wait for their roster record`;
  console.log(
    `${result.people} people, ${result.days} dates looked at, ${result.repaired} repaired, ${result.differences} differences${without}`,
  );
  return result.differences === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (err) {
  console.error(`reconcile: ${err instanceof Error ? err.message : String(err)}`);
  process.exitCode = 2;
}
