import type { Delivery } from './broker/delivery.ts';
import type { DeadLetterWriter } from './dead-letters/write-dead-letter.ts';
import type { ProcessorMetrics } from './metrics.ts';
import type { Outcome } from './outcome.ts';

/**
 * The one place where an outcome takes effect and is counted. A dead message is terminated only after the dead-letter stream has stored it:
 * a kill in between delivers it again, and it is written there twice rather than lost.
 */
export async function settle(
  step: string,
  delivery: Delivery,
  outcome: Outcome,
  deps: { deadLetters: DeadLetterWriter; metrics: ProcessorMetrics },
): Promise<void> {
  switch (outcome.kind) {
    case 'kept':
      delivery.ack();
      break;
    case 'dropped':
      delivery.ack();
      break;
    case 'retry':
      // Answering a lost lease would call back a message that another instance has in hand.
      if (outcome.afterMs !== undefined) delivery.nak(outcome.afterMs);
      break;
    case 'dead':
      await deps.deadLetters.write({
        originSubject: delivery.subject,
        data: delivery.data,
        reason: outcome.reason,
        error: outcome.error,
        id: `${delivery.stream}-${delivery.streamSeq}`,
      });
      delivery.term();
      break;
  }
  deps.metrics.outcomes.inc({ step, outcome: outcome.kind, reason: 'reason' in outcome ? outcome.reason : '' });
}
