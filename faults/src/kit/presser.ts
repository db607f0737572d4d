import { randomUUID } from 'node:crypto';
import type { DayState } from '#domain/contract/computed-day.ts';
import { readToday, recordOperation } from '#domain/contract/operations.ts';
import type { WorkOperation } from '#domain/contract/work-rules.ts';
import { pause } from '#platform/jitter.ts';
import type { History } from '../history/history.ts';
import { PortalRefused, type PortalClient } from './portal-client.ts';

const PRESS_EVERY_MS = 1_500;
const RETRY_AFTER_MS = 300;
const ROUND: readonly WorkOperation[] = ['start', 'break', 'resume', 'end'];
/** Where a round begins for a person whom the sample left in the middle of a day. */
const FIRST_STEP: Readonly<Record<DayState, number>> = {
  notStarted: 0,
  ended: 0,
  autoEnded: 0,
  working: 1,
  onBreak: 2,
};

export interface Presser {
  readonly loginId: string;
  readonly client: PortalClient;
  acknowledged(): number;
  failures(): number;
  /** Presses until told to stop; the last press ends the day, acknowledged. */
  run(signal: AbortSignal): Promise<void>;
}

/** A person who presses 開始, 休憩, 再開, 終了 again and again, each press repeated with its id until the portal has answered it. */
export function createPresser(client: PortalClient, loginId: string, history: History): Presser {
  let acknowledged = 0;
  let failures = 0;
  const press = async (kind: WorkOperation): Promise<void> => {
    const operationId = randomUUID();
    for (;;) {
      try {
        await client.call(recordOperation, { body: { operationId, kind } });
        history.note({ t: 'pressed', person: loginId, operationId });
        acknowledged += 1;
        return;
      } catch (error) {
        // A refusal by rule would be a fault of the product; no answer, or 5xx, is the fault that is tried here.
        if (error instanceof PortalRefused && error.status < 500) throw error;
        failures += 1;
        await pause(RETRY_AFTER_MS);
      }
    }
  };
  return {
    loginId,
    client,
    acknowledged: () => acknowledged,
    failures: () => failures,
    async run(signal) {
      let round = ROUND.slice(FIRST_STEP[(await client.call(readToday)).dayState]);
      while (!signal.aborted) {
        for (const kind of round) {
          await press(kind);
          await pause(PRESS_EVERY_MS, signal);
        }
        round = [...ROUND];
      }
    },
  };
}
