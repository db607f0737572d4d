import { join } from 'node:path';
import { seededRandom } from '#collector/simulated/seeded-random.ts';
import { proveBites } from './bite/prove-bites.ts';
import { openHistory } from './history/history.ts';
import { lackingOf } from './kit/lacking.ts';
import { startSite, type OwnSite } from './kit/site.ts';
import { parseOptions, USAGE, type FaultOptions } from './options.ts';
import { numberOf, type Figures, type Plan, type Stage } from './plan.ts';
import { PLANS } from './plans/index.ts';
import { SHORT_SET } from './short/short-set.ts';

const HISTORIES = join(import.meta.dirname, '../../.cache/faults');

type Say = (line: string) => void;
type Outcome = 'ok' | 'failed' | 'not run';

/** @returns the exit code: 0 when every chosen plan that can run here passed */
export async function run(args: readonly string[], say: Say): Promise<number> {
  let options;
  try {
    options = parseOptions(args);
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (options === 'help') {
    say(USAGE);
    return 0;
  }
  const chosen = options.short
    ? [SHORT_SET]
    : PLANS.filter(({ id }) => options.ids.length === 0 || options.ids.includes(id));
  return options.bite ? proveBites(chosen, options, say) : runPlans(chosen, options, say);
}

async function runPlans(plans: readonly Plan[], options: FaultOptions, say: Say): Promise<number> {
  say(`seed ${options.seed}, ${options.seconds} s`);
  const outcomes: Outcome[] = [];
  let shared: Promise<OwnSite> | undefined;
  const site = (): Promise<OwnSite> => (shared ??= startSite());
  for (const plan of plans) {
    const outcome = await runPlan(plan, stageOf(plan, options, site, say));
    outcomes.push(outcome);
    // What a failed plan left behind must not fail the next one.
    if (outcome !== 'failed' || shared === undefined) continue;
    await shared.then((one) => one.stop()).catch(() => undefined);
    shared = undefined;
  }
  await shared?.then((one) => one.stop());
  const count = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  say(`${count('ok')} ok, ${count('failed')} failed, ${count('not run')} not run (seed ${options.seed})`);
  return count('failed') === 0 && count('ok') > 0 ? 0 : 1;
}

function stageOf(plan: Plan, options: FaultOptions, site: Stage['site'], say: Say): Stage {
  return {
    id: plan.id,
    seed: options.seed,
    random: seededRandom(options.seed, numberOf(plan.id)),
    seconds: options.seconds,
    history: openHistory(join(HISTORIES, `${plan.id}-${options.seed}.jsonl`)),
    site,
    say: (line) => say(`     ${line}`),
  };
}

async function runPlan(plan: Plan, stage: Stage): Promise<Outcome> {
  const name = `${plan.id.padEnd(4)} ${plan.title}`;
  const lacking = lackingOf(plan.needs);
  if (lacking !== undefined) {
    stage.say(`not run: ${name}: ${lacking}`);
    return 'not run';
  }
  const since = performance.now();
  const seconds = (): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;
  try {
    const figures = await plan.run(stage);
    stage.say(`ok       ${name} (${seconds()})\n           ${wordsOf(figures)}`);
    return 'ok';
  } catch (error) {
    stage.say(`FAILED   ${name} (${seconds()}, seed ${stage.seed}, history ${stage.history.path})`);
    stage.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 'failed';
  }
}

const wordsOf = (figures: Figures): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
