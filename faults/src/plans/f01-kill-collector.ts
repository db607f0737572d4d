import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIdentity } from '#collector/identity/identity-file.ts';
import { outboxPath } from '#collector/outbox/open-outbox-file.ts';
import { pause } from '#platform/jitter.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { TRUST_THE_WIRE } from '../bite/guards.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { enrolPc } from '../fleet/enrol-pc.ts';
import { readRecordedRows } from '../fleet/recorded-rows.ts';
import { MINUTES_BETWEEN_FAULTS } from '../fleet/workload.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Plan, Stage } from '../plan.ts';
import { PCS } from './people.ts';

const PROGRAM = join(import.meta.dirname, '../fleet/pc-process/main.ts');
/** What the process needs to its first recorded minute, beyond the time that Node takes to begin. */
const START_WITHIN_MS = 2_000;
const LONGEST_LIFE_MS = 1_000;

export const F01: Plan = {
  id: 'F1',
  title: 'kill -9 of the collector at random moments',
  bite: [TRUST_THE_WIRE],
  async run(stage) {
    const site = await stage.site();
    const runs = await Promise.all(PCS.slice(0, 2).map((loginId) => killAndKill(stage, site, loginId)));
    const lastMinute = Math.max(...runs.map((run) => run.lastMinute));
    const settled = await settle(site, stage.history);
    site.nextMinute = lastMinute + MINUTES_BETWEEN_FAULTS;
    const starts = runs.flatMap(({ startMs }) => startMs).sort((a, b) => a - b);
    const median = starts[Math.floor(starts.length / 2)] ?? 0;
    assert.ok(median < START_WITHIN_MS, `recording only ${median} ms after the start`);
    return {
      kills: starts.length,
      'recording after': `${median} ms, at most ${starts.at(-1)} ms`,
      ...settledFigures(settled),
    };
  },
};

async function killAndKill(stage: Stage, site: OwnSite, loginId: string) {
  const identity = await enrolPc(site, loginId);
  const dir = tempDir('fault-pc');
  writeIdentity(dir, identity);
  const path = outboxPath(dir, identity.deviceId);
  const known = new Set<number>();
  const noteRecorded = (): void => {
    const fresh = [...readRecordedRows(path)].filter(([seq]) => !known.has(seq));
    for (const [seq, item] of fresh) {
      known.add(seq);
      stage.history.note({ t: 'recorded', person: loginId, device: identity.deviceId, seq, item });
    }
  };
  const start = async () => {
    const since = performance.now();
    const child = fork(PROGRAM, [dir, String(site.nextMinute)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ended = once(child, 'exit');
    await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('the collector ended')))]);
    return { child, ended, ms: Math.round(performance.now() - since) };
  };
  const startMs: number[] = [];
  for (const since = performance.now(); performance.now() - since < stage.seconds * 1_000;) {
    const { child, ended, ms } = await start();
    startMs.push(ms);
    await pause(stage.random() * LONGEST_LIFE_MS);
    child.kill('SIGKILL');
    await ended;
    noteRecorded();
  }
  const { ended } = await start();
  writeFileSync(join(dir, 'stop'), '');
  await ended;
  noteRecorded();
  const lastMinute = Math.max(
    ...[...readRecordedRows(path).values()].map((item) => ('minute' in item ? item.minute : 0)),
  );
  return { startMs, lastMinute };
}
