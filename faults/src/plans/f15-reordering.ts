import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { systemClock } from '#collector/clock.ts';
import { openSession } from '#collector/sender/session.ts';
import { createHttpTransport } from '#collector/sender/transport.ts';
import { readDay } from '#domain/contract/months.ts';
import { batchAnswerSchema, WIRE_VERSION } from '#domain/contract/wire.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { FORGET_TOUCHED_DAYS } from '../bite/guards.ts';
import { datesBetween } from '../check/read-site.ts';
import { settle, settledFigures } from '../check/settle.ts';
import { enrolPc } from '../fleet/enrol-pc.ts';
import { itemsOfMinute, MINUTES_BETWEEN_FAULTS } from '../fleet/workload.ts';
import { shuffled } from '../inject/kill.ts';
import type { OwnSite } from '../kit/site.ts';
import type { Plan, Stage } from '../plan.ts';

/** All of one pattern of work, so that the same facts give the same days. The first one's batches are in order. */
const PEOPLE = ['U022', 'U024', 'U026', 'U030'] as const;
const DAYS = 14;
const MINUTES_A_DAY = 300;
const ITEMS_PER_BATCH = 400;
const never = new AbortController().signal;

export const F15: Plan = {
  id: 'F15',
  title: `the batches of ${DAYS} days in any order`,
  bite: [FORGET_TOUCHED_DAYS],
  async run(stage) {
    const site = await stage.site();
    const first = site.nextMinute;
    for (const [index, loginId] of PEOPLE.entries()) await sendDays(stage, site, loginId, index > 0);
    const settled = await settle(site, stage.history);
    const [inOrder, ...others] = await Promise.all(PEOPLE.map((loginId) => shownDays(site, loginId, first)));
    for (const [index, shown] of others.entries())
      assert.equal(shown, inOrder, `${PEOPLE[index + 1]} is shown otherwise than the one in order`);
    site.nextMinute = first + DAYS * 1_440 + MINUTES_BETWEEN_FAULTS;
    return { orders: others.length, ...settledFigures(settled) };
  },
};

async function sendDays(stage: Stage, site: OwnSite, loginId: string, isShuffled: boolean): Promise<void> {
  const identity = await enrolPc(site, loginId);
  const transport = createHttpTransport(identity.ingestUrl);
  const opened = await openSession(identity, transport, systemClock, never);
  if ('refused' in opened) throw new Error(`no session for ${loginId}: ${opened.refused.status}`);
  const items = Array.from({ length: DAYS }, (_, day) =>
    Array.from({ length: MINUTES_A_DAY }, (_, minute) => itemsOfMinute(site.nextMinute + day * 1_440 + minute)).flat(),
  )
    .flat()
    .map((item, index) => ({ ...item, seq: index + 1, offsetMinutes: 0 }));
  for (const { seq, offsetMinutes: _, ...item } of items)
    stage.history.note({ t: 'recorded', person: loginId, device: identity.deviceId, seq, item });
  const batches = Array.from({ length: Math.ceil(items.length / ITEMS_PER_BATCH) }, (_, index) =>
    items.slice(index * ITEMS_PER_BATCH, (index + 1) * ITEMS_PER_BATCH),
  );
  const ids = { deviceId: identity.deviceId, spoolId: randomUUID(), bootId: randomUUID() };
  for (const batch of isShuffled ? shuffled(batches, stage.random) : batches) {
    const body = {
      v: WIRE_VERSION,
      ...ids,
      sentAt: Date.now(),
      items: isShuffled ? shuffled(batch, stage.random) : batch,
    };
    const request = { method: 'POST', path: '/v1/batches', body, token: opened.session.token } as const;
    // Just started it says 503 until it knows the tenant's policy, as a collector would hear too.
    const answer = await waitFor(async () => {
      const each = await transport(request, never);
      return each.status === 503 ? undefined : each;
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    const { results } = batchAnswerSchema.parse(answer.json);
    assert.ok(results.every(({ status }) => status === 'accepted'));
  }
}

/** Everything that the portal says about the days, without who it is about and when it was computed. */
async function shownDays(site: OwnSite, loginId: string, first: number): Promise<string> {
  const client = await site.client(loginId);
  const shown = [];
  for (const workDate of datesBetween(first, first + DAYS * 1_440)) {
    const { day, minutes, slices, windows } = await client.call(readDay, { params: { personId: 'me', workDate } });
    const { groupId: _group, rosterVersion: _roster, ...figures } = day ?? { groupId: '', rosterVersion: 0 };
    shown.push({
      ...{ workDate, figures, windows },
      minutes: minutes.map(withoutDevices),
      slices: slices.map(withoutDevices),
    });
  }
  return JSON.stringify(shown);
}

const withoutDevices = <T extends { devices: readonly string[] }>({ devices: _, ...rest }: T): Omit<T, 'devices'> =>
  rest;
