import type { InputCounts, SessionChange } from '#domain/contract/wire.ts';

/**
 * A fact as the minute closer makes it. The outbox adds what makes it a wire item: `seq`, and at its first sending `offsetMinutes` and `part`.
 */
export type RecordedItem =
  | { readonly kind: 'inputMinute'; readonly minute: number; readonly counts: InputCounts }
  | {
      readonly kind: 'windowSlice';
      readonly minute: number;
      readonly activatedAt: number;
      readonly process: string;
      readonly title: string;
      readonly url?: string;
      readonly seconds: number;
    }
  | {
      readonly kind: 'sessionChange';
      readonly at: number;
      readonly change: SessionChange['change'];
      /** At the agent's start. The server keeps it with the fact, as any field that the wire does not name. */
      readonly agentVersion?: string;
    };
export type RecordedSlice = Extract<RecordedItem, { kind: 'windowSlice' }>;
