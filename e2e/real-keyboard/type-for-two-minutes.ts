import assert from 'node:assert/strict';
import { join } from 'node:path';
import { startXvfb, type XServer, type XWindow } from '#collector/testkit/x-server.ts';
import type { InputCounts } from '#domain/contract/wire.ts';
import { pause } from '#platform/jitter.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { PEOPLE, type Company } from '../kit/company.ts';
import { killHard } from '#faults/kit/processes.ts';
import { spawnProgram, type Started } from '#faults/kit/product.ts';

const COLLECTOR = join(import.meta.dirname, '../../scripts/collector.mjs');
/** Keycodes of the X server (evdev) of a Japanese keyboard. */
const HENKAN = '100';
const KEYPAD_1 = '87';

export const TITLES = {
  estimate: '見積書（令和８年）.xlsx - 表計算',
  mail: '受信トレイ — 髙橋様　御見積の件',
} as const;

/** What was really done, to be found again on the screen. */
export interface TypedMinute {
  /** UnixMinute of this machine's clock. */
  readonly minute: number;
  readonly counts: InputCounts;
  /** Seconds in front by title; null: partly, not judged. */
  readonly seconds: Readonly<Record<string, number>>;
}
export interface TypedRun {
  readonly deviceName: string;
  readonly minutes: readonly TypedMinute[];
}

const NOTHING: InputCounts = {
  letters: 0,
  digits: 0,
  numpad: 0,
  symbols: 0,
  others: 0,
  leftClicks: 0,
  rightClicks: 0,
  wheel: 0,
  moves: 0,
};

/**
 * A PC as a person sets it up: a code from the screen 個人設定, `collector enroll`, `collector run` on an X11 display; then real keys, clicks, wheel and
 * moves in two windows with Japanese titles, in two whole minutes of the clock and nothing in the second half of the second.
 */
export async function typeForTwoMinutes(company: Company): Promise<TypedRun> {
  const deviceName = 'E2E-KEYBOARD';
  const dir = tempDir('collector');
  const server = await startXvfb();
  let agent: Started | undefined;
  try {
    const env = { ...server.env, KINMU_COLLECTOR_DIR: dir, KINMU_SEND_SPREAD_SECONDS: '0' };
    const [command, portalUrl, code] = await takeCommandFromScreen(company);
    assert.equal(command, 'enroll');
    const enrolled = spawnProgram(process.execPath, [COLLECTOR, command, portalUrl, code, '--name', deviceName], {
      env,
    });
    assert.equal(await enrolled.exited(), 0, enrolled.output());

    const estimate = await server.openWindow({ title: TITLES.estimate, program: 'xev' });
    const mail = await server.openWindow({ title: TITLES.mail, program: 'xmessage' });
    await server.focusWindow(estimate);
    const running = spawnProgram(process.execPath, [COLLECTOR, 'run'], { env });
    agent = running;
    await waitFor(() => sensorsAreUp(running.output()), { deadlineMs: 30_000, what: 'the sensors' });
    const minutes = await type(server, estimate, mail);
    // The second minute is closed and sent a moment after its end.
    await pause(nextMinuteAt() - Date.now() + 6_000);
    running.child.kill('SIGTERM');
    assert.equal(await running.exited(), 0, running.output());
    return { deviceName, minutes };
  } finally {
    if (agent !== undefined) killHard(agent.pid);
    await server.stop();
  }
}

/** The log of the agent tells when each part works. */
const sensorsAreUp = (output: string): boolean =>
  ['input', 'window'].every((part) => new RegExp(`"part":"${part}","state":"ok"`).test(output));

/** As a person: 個人設定 → 登録コードを発行 → the command that the screen shows. */
async function takeCommandFromScreen(company: Company): Promise<[string, string, string]> {
  const { page, faults, close } = await company.window(PEOPLE.typist);
  await page.getByRole('link', { name: '個人設定' }).click();
  await page.getByTestId('make-code').click();
  const shown = (await page.getByTestId('enrolment-command').innerText()).trim();
  assert.deepEqual(faults, []);
  await close();
  const [, command = '', portalUrl = '', code = ''] = /^npm run collector -- (\S+) (\S+) (\S+)$/.exec(shown) ?? [];
  return [command, portalUrl, code];
}

async function type(server: XServer, estimate: XWindow, mail: XWindow): Promise<TypedMinute[]> {
  // The hook needs a first pointer position of its own, outside of the judged minutes.
  await server.xdotool('mousemove', '5', '5');
  await pause(nextMinuteAt() - Date.now() + 1_500);
  const minute = Math.floor(Date.now() / 60_000);

  await server.xdotool('key', 'k', 'i', 'n', 'm', 'u', '2', '0', '2', '6', 'minus');
  await server.xdotool('key', KEYPAD_1, KEYPAD_1, 'KP_Add');
  await server.xdotool('key', HENKAN, 'Return');
  await server.xdotool('click', '1', 'click', '1', 'click', '3', 'click', '4', 'click', '5');
  await pause(minute * 60_000 + 25_000 - Date.now());
  const switchedAt = await focusAt(server, mail);
  await server.xdotool('key', 'a', 'b', 'c');
  await server.xdotool('mousemove', '100', '100', 'mousemove', '120', '130', 'mousemove', '200', '140');
  const first = Math.floor(switchedAt / 1000) - minute * 60;

  await pause((minute + 1) * 60_000 + 2_000 - Date.now());
  await server.xdotool('key', 'x', 'y', '7', HENKAN, 'click', '5', 'click', '1');
  await pause((minute + 1) * 60_000 + 20_000 - Date.now());
  const back = Math.floor((await focusAt(server, estimate)) / 1000) - (minute + 1) * 60;
  return [
    {
      minute,
      counts: {
        ...NOTHING,
        letters: 8,
        digits: 4,
        symbols: 1,
        numpad: 3,
        others: 2,
        leftClicks: 2,
        rightClicks: 1,
        wheel: 2,
        moves: 3,
      },
      seconds: { [TITLES.estimate]: first, [TITLES.mail]: 60 - first },
    },
    {
      minute: minute + 1,
      counts: { ...NOTHING, letters: 2, digits: 1, others: 1, wheel: 1, leftClicks: 1 },
      seconds: { [TITLES.mail]: back, [TITLES.estimate]: 60 - back },
    },
  ];
}

/** Brings the window to the front; answers the middle of the moment at which that happened. */
async function focusAt(server: XServer, window: XWindow): Promise<number> {
  const from = Date.now();
  await server.focusWindow(window);
  return (from + Date.now()) / 2;
}

const nextMinuteAt = (): number => (Math.floor(Date.now() / 60_000) + 1) * 60_000;
