import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { z } from 'zod';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Logger } from '#platform/log.ts';
import { parseJson } from '../broker/parse-json.ts';
import type { DaysPublisher } from '../days/publish-days.ts';
import { reconcile } from './reconcile.ts';
import { noteReconcile } from './reconcile-store.ts';

/** Asks a running processor to reconcile: the embedded store has one owner, and that is it. */
export const RECONCILE_SUBJECT = 'control.v1.reconcile';

export const reconcileRequestSchema = z.object({ repair: z.boolean().default(false) });
/** Answers come one after another to the reply subject; `done` or `failed` is the last. */
export const reconcileAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), text: z.string() }),
  z.object({ kind: z.literal('progress'), people: z.number() }),
  z.object({
    kind: z.literal('done'),
    people: z.number(),
    days: z.number(),
    differences: z.number(),
    repaired: z.number(),
    peopleWithoutRules: z.number(),
  }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type ReconcileAnswer = z.infer<typeof reconcileAnswerSchema>;

export interface ControlDeps {
  analytics: Analytics;
  days: DaysPublisher;
  clock: () => number;
  log: Logger;
  signal: AbortSignal;
  /** Resolves when what is on its way has been computed, or after a while. */
  settled: (onWait: () => void) => Promise<void>;
}

/** Answers requests one at a time until the signal; of several instances one answers each (queue group). */
export async function answerReconcile(nc: NatsConnection, deps: ControlDeps): Promise<void> {
  const subscription = nc.subscribe(RECONCILE_SUBJECT, { queue: 'processor' });
  deps.signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  for await (const msg of subscription) await answerOne(msg, deps);
}

async function answerOne(msg: Msg, deps: ControlDeps): Promise<void> {
  const answer = (body: ReconcileAnswer): void => void msg.respond(JSON.stringify(body));
  const request = reconcileRequestSchema.safeParse(parseJson(msg.data));
  if (!request.success) return answer({ kind: 'failed', message: 'the request cannot be read' });
  const startedAt = new Date(deps.clock()).toISOString();
  try {
    await deps.settled(() => answer({ kind: 'progress', people: 0 }));
    const result = await reconcile(deps.analytics, {
      clock: deps.clock,
      isRunning: true,
      signal: deps.signal,
      report: (text) => answer({ kind: 'line', text }),
      progress: (people) => answer({ kind: 'progress', people }),
      ...(request.data.repair ? { recompute: (keys) => deps.days.publish(keys) } : {}),
    });
    if (deps.signal.aborted) return answer({ kind: 'failed', message: 'the processor is stopping' });
    await noteReconcile(deps.analytics, startedAt, result);
    answer({ kind: 'done', ...result });
  } catch (err) {
    deps.log.error({ err }, 'reconcile failed');
    answer({ kind: 'failed', message: err instanceof Error ? err.message : String(err) });
  }
}
