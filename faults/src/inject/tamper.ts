import type { Transport, WireAnswer, WireRequest } from '#collector/sender/transport.ts';

type Tamper = (transport: Transport) => Transport;
type Batch = { readonly items: readonly unknown[] };

const isBatch = (body: object | undefined): body is Batch => body !== undefined && 'items' in body;

/** The answer of some requests never comes, although the server has taken them. */
export const losingAnswers =
  (random: () => number, share: number): Tamper =>
  (transport) =>
  async (request, signal) => {
    const answer = await transport(request, signal);
    if (isBatch(request.body) && random() < share) throw new Error('answer lost');
    return answer;
  };

/**
 * Each batch is sent one to five times, and older items come again in batches that are cut elsewhere: those have other message ids, so the
 * broker's own memory of duplicates does not know them and they reach the store.
 */
export const repeating =
  (random: () => number, counted: { repeats: number }): Tamper =>
  (transport) => {
    const sent: unknown[] = [];
    const repeat = async (request: WireRequest, items: readonly unknown[], signal: AbortSignal): Promise<void> => {
      counted.repeats += items.length;
      await transport({ ...request, body: { ...request.body, items } }, signal);
    };
    return async (request, signal): Promise<WireAnswer> => {
      const answer = await transport(request, signal);
      if (!isBatch(request.body) || answer.status !== 200) return answer;
      const { items } = request.body;
      sent.push(...items);
      const times = Math.floor(random() * 5);
      for (let n = 0; n < times; n += 1) await repeat(request, items, signal);
      const from = Math.floor(random() * sent.length);
      await repeat(request, sent.slice(from, from + 1 + Math.floor(random() * 400)), signal);
      return answer;
    };
  };
