import { hash } from 'node:crypto';
import { GATHERED_SUBJECT, joinActivity } from '#domain/contract/messages.ts';
import { publishAcked, type JetStreamClient } from '#platform/nats.ts';
import { MESSAGE_TARGET_BYTES, type OutgoingMessage } from '../batch/split-messages.ts';

interface Waiting {
  readonly subject: string;
  readonly message: OutgoingMessage;
  readonly resolve: (ack: { duplicate: boolean }) => void;
  readonly reject: (error: unknown) => void;
}

/** While so many publishes are under way, what arrives waits and goes together. */
const MAX_UNDER_WAY = 2;
/**
 * Messages follow each other so closely at most: what arrives sooner after one waits for the rest of it, or until so many wait. A message costs ingest,
 * broker and processor more than the batch in it, and nobody feels ten milliseconds of an upload.
 */
const GAP_MS = 10;
const ENOUGH = 32;
/** UTF-16 units, so that a message stays below the broker's limit whatever its text. */
const MAX_GATHERED_CHARS = MESSAGE_TARGET_BYTES / 2;

/**
 * Group commit. A broker takes a message with many batches at nearly the price of one, so whatever arrives while messages are under way, or right
 * after one, is stored together as one message; where little arrives, each batch is a message of its own at once, and nobody waits for company. Each caller is answered by
 * the acknowledgement of the very message that carries its batch.
 */
export class GatheredPublish {
  readonly #js: JetStreamClient;
  readonly #timeoutMs: number;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #sentAtMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(js: JetStreamClient, timeoutMs: number) {
    this.#js = js;
    this.#timeoutMs = timeoutMs;
  }

  /** Resolves when JetStream has stored it. @throws what publishAcked throws */
  publish(subject: string, message: OutgoingMessage): Promise<{ duplicate: boolean }> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ subject, message, resolve, reject });
      this.#sendWhenDue();
    });
  }

  #sendWhenDue(): void {
    if (this.#underWay >= MAX_UNDER_WAY || this.#waiting.length === 0) return;
    const inMs = this.#sentAtMs + GAP_MS - performance.now();
    if (inMs <= 0 || this.#waiting.length >= ENOUGH) this.#send();
    else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#sendWhenDue();
      }, inMs);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#takeGroup();
    if (group.length === 0) return;
    this.#underWay += 1;
    this.#sentAtMs = performance.now();
    void this.#publishGroup(group).finally(() => {
      this.#underWay -= 1;
      this.#sendWhenDue();
    });
  }

  #takeGroup(): Waiting[] {
    let chars = 0;
    let count = 0;
    for (const { message } of this.#waiting) {
      chars += message.line.length + 1;
      if (count > 0 && chars > MAX_GATHERED_CHARS) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #publishGroup(group: readonly Waiting[]): Promise<void> {
    const [first, ...others] = group;
    if (first === undefined) return;
    try {
      const { duplicate } =
        others.length === 0
          ? await this.#store(first.subject, first.message.line, first.message.messageId)
          : await this.#store(
              GATHERED_SUBJECT,
              joinActivity(group.map(({ message }) => message.line)),
              hash('sha256', group.map(({ message }) => message.messageId).join(' '), 'base64url'),
            );
      for (const { resolve } of group) resolve({ duplicate });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  #store(subject: string, text: string, msgId: string): Promise<{ duplicate: boolean }> {
    return publishAcked(this.#js, subject, Buffer.from(text), { msgId, timeoutMs: this.#timeoutMs });
  }
}
