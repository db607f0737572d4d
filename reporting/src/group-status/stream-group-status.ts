import type { Response } from 'express';
import type { StreamEnd } from '#domain/contract/group-status.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { readGroupMembers } from '../access/group-members.ts';
import type { GroupMembers } from '../access/group-members.ts';
import { loadViewer } from '../access/viewer.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import { Refusal } from '../http/refusal.ts';
import { openEventStream } from './event-stream.ts';
import type { EventStream } from './event-stream.ts';
import { lookAtGroup } from './read-group-status.ts';
import type { StatusAsked } from './read-group-status.ts';
import type { StatusDeps } from './read-rows.ts';
import type { StatusHub } from './status-hub.ts';
import type { StreamPlaces } from './stream-places.ts';

export interface StreamDeps extends StatusDeps {
  readonly hub: StatusHub;
  readonly places: StreamPlaces;
  readonly log: Logger;
  /** How often session, rights and people are looked at again; a heartbeat goes out with each. Shorter in tests. */
  readonly checkMs: number;
}

/**
 * グループの勤務状況 as it changes: first the whole list, then each changed row whole. The stream keeps no session alive, and ends with it; who loses the
 * right loses the stream.
 *
 *   ── list ──── person ── person ──── : beat ──── list (somebody joined the group) ──── person ──── end
 */
export async function streamGroupStatus(
  deps: StreamDeps,
  viewer: Viewer,
  asked: StatusAsked,
  response: Response,
): Promise<Refusal | undefined> {
  const place = deps.places.take(viewer.personId);
  if (place === undefined) return refuse('too_many_attempts', { retryAfterSeconds: 30 });
  try {
    const members = await lookAtGroup(deps, viewer, asked);
    if (members instanceof Refusal) return members;
    const stream = openEventStream(response);
    const unlisten = place.onStopping(() => end(stream, 'stopping'));
    try {
      await run(deps, viewer, { ...asked, members }, stream);
    } finally {
      unlisten();
    }
    return undefined;
  } catch (err) {
    if (!response.headersSent) throw err;
    // Half a list must not look whole: the page opens the stream again.
    deps.log.warn({ err, requestId: asked.requestId }, 'a stream of group status broke off');
    response.destroy();
    return undefined;
  } finally {
    place.leave();
  }
}

const end = (stream: EventStream, reason: StreamEnd): void => stream.end({ event: 'end', data: { reason } });

/** Until either side closes. People are watched anew when the list of them has changed: their group, their work date. */
async function run(
  deps: StreamDeps,
  viewer: Viewer,
  asked: StatusAsked & { readonly members: GroupMembers },
  stream: EventStream,
): Promise<void> {
  const closing = new AbortController();
  void stream.closed.then(() => closing.abort());
  let members = asked.members;
  let unwatch = await sendList(deps, viewer, members, stream);
  try {
    while (stream.isOpen) {
      await pause(deps.checkMs, closing.signal);
      if (!stream.isOpen) return;
      stream.beat();
      const present = await loadViewer(deps.records, viewer.sessionHash, { keepsAlive: false });
      if (present === undefined) return end(stream, 'signedOut');
      const now = await readGroupMembers(deps.records, present, asked, Math.floor(deps.nowMs() / MS_PER_MINUTE));
      if (now === undefined) return end(stream, 'notYours');
      if (keyOf(now) === keyOf(members)) continue;
      unwatch();
      members = now;
      unwatch = await sendList(deps, viewer, members, stream);
    }
  } finally {
    unwatch();
  }
}

const keyOf = ({ people }: GroupMembers): string =>
  JSON.stringify(people.map(({ rules: _rules, ...shown }) => Object.values(shown)));

/** Nothing can change between the list and the first row: both come from the hub's same state. */
async function sendList(
  { hub, nowMs }: StreamDeps,
  { tenantId }: Viewer,
  { group, total, people: members }: GroupMembers,
  stream: EventStream,
): Promise<() => void> {
  const { people, unwatch } = await hub.watch(tenantId, members, (data) => stream.send({ event: 'person', data }));
  stream.send({ event: 'list', data: { group, asOf: nowMs(), total, people } });
  return unwatch;
}
