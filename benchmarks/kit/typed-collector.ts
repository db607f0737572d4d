import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { writeIdentity } from '#collector/identity/identity-file.ts';
import { startXvfb } from '#collector/testkit/x-server.ts';
import { pause } from '#platform/jitter.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { tempDir, waitFor } from '#platform/testkit/index.ts';
import { SAMPLE_PEOPLE } from '#sample/company/people.ts';
import { personIdOf, TENANT_ID } from '#sample/load/write-roster.ts';
import { enrolDevice } from './devices.ts';
import { processTree } from './processes.ts';
import type { Product } from './product.ts';

/** `npm run collector` on an X display of its own, with somebody who types and changes windows. */
export interface TypedCollector {
  /** The agent, its sensor process and what that runs, the display's server not. */
  pids(): number[];
  stop(): Promise<void>;
}

const TYPE_EVERY_MS = 500;
const KEYS_UNTIL_CHANGE = 20;
const START_TIMEOUT_MS = 60_000;

export async function startTypedCollector(product: Product): Promise<TypedCollector> {
  const dir = join(tempDir('bench-collector'), 'agent');
  const { certificatePrivateKey } = await loadPortalSecrets(join(product.dataDir, 'secrets'));
  const [person] = SAMPLE_PEOPLE;
  if (person === undefined) throw new RangeError('the sample company has nobody');
  const device = await enrolDevice(TENANT_ID, certificatePrivateKey, personIdOf(person.number));
  const { tenantId, personId, deviceId, certificate, privateKey } = device;
  writeIdentity(dir, {
    ...{ v: 1, tenantId, personId, deviceId, certificate, privateKey, personName: '計測', deviceName: 'BENCH' },
    ...{ ingestUrl: product.ingestUrl, portalUrl: product.portalUrl, enrolledAt: Date.now() },
  });
  const display = await startXvfb();
  const collector = spawn(process.execPath, [join(import.meta.dirname, '../../scripts/collector.mjs'), 'run'], {
    env: { ...display.env, KINMU_COLLECTOR_DIR: dir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  collector.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const senses = (part: string): boolean => output.includes(`"part":"${part}","state":"ok"`);
  await waitFor(() => senses('input') && senses('window'), { deadlineMs: START_TIMEOUT_MS, what: 'the sensors' });
  const windows = [
    await display.openWindow({ title: '見積書（令和８年）.xlsx - 表計算', program: 'xev' }),
    await display.openWindow({ title: '受信トレイ - 髙橋様　御見積の件', program: 'xmessage' }),
  ];
  const stopping = new AbortController();
  const type = async (): Promise<void> => {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      if (turn % KEYS_UNTIL_CHANGE === 0)
        await display.focusWindow(windows[(turn / KEYS_UNTIL_CHANGE) % windows.length] ?? null);
      await display.xdotool('key', 'k', 'i', '1', 'mousemove', String(100 + (turn % 50)), '100', 'click', '1');
      await pause(TYPE_EVERY_MS, stopping.signal);
    }
  };
  const typing = type();
  return {
    pids: () => processTree(collector.pid ?? 0),
    stop: async () => {
      stopping.abort();
      await typing;
      const ended = once(collector, 'exit');
      collector.kill('SIGTERM');
      await ended;
      await display.stop();
    },
  };
}
