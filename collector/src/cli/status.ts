import type { CollectorConfig } from '../config.ts';
import { readStatus } from '../health/status-file.ts';
import { readIdentity } from '../identity/identity-file.ts';
import { runningAgent } from '../single-instance.ts';
import { EXIT } from './exit-codes.ts';
import { HEALTH_MESSAGES, MESSAGES } from './messages.ts';

/** Shows what the agent wrote last, and whether it runs. Exit code 0 only for a running, healthy one. */
export function showStatus(config: CollectorConfig, say: (line: string) => void): number {
  const identity = readIdentity(config.dir);
  if (identity === undefined) {
    say(MESSAGES.notEnrolled);
    return EXIT.notEnrolled;
  }
  const pid = runningAgent(config.dir);
  const status = readStatus(config.dir);
  say(`person:   ${identity.personName} (${identity.deviceName})`);
  say(`server:   ${identity.ingestUrl}`);
  say(pid === undefined ? 'agent:    停止中 / not running' : `agent:    動作中 / running (pid ${pid})`);
  if (status === undefined) return pid === undefined ? EXIT.failed : EXIT.ok;
  const { outbox } = status;
  for (const state of status.health) say(`state:    ${HEALTH_MESSAGES[state]}`);
  if (status.sensorReasons.length > 0) say(`sensor:   ${status.sensorReasons.join(', ')}`);
  say(`minute:   ${instant(status.lastMinuteAt)}`);
  say(`answer:   ${instant(status.lastAnswerAt)}${status.lastFailure === null ? '' : ` (${status.lastFailure})`}`);
  say(
    `outbox:   pending ${outbox.pending}, accepted ${outbox.accepted}, committed ${outbox.committed}, quarantined ${outbox.quarantined}`,
  );
  if (status.corruptFiles > 0) say(`corrupt:  ${status.corruptFiles}`);
  return pid !== undefined && status.health[0] === 'ok' ? EXIT.ok : EXIT.failed;
}

const instant = (at: number | null): string => (at === null ? '-' : new Date(at).toISOString());
