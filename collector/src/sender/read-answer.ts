import { ingestErrorSchema } from '#domain/contract/wire.ts';
import type { WireAnswer } from './transport.ts';

/** What an answer that is not 2xx asks of the collector. Foreign text is read here once; the sender knows only these. */
export type Refused =
  | { readonly kind: 'sessionEnded' }
  | { readonly kind: 'revoked' }
  /** The batch as it is cannot be taken: send less. A single item that is refused like this is the bad one. */
  | { readonly kind: 'tooMuch'; readonly code: string }
  | { readonly kind: 'later'; readonly code: string };

/**
 * Only answers that ingest itself has signed with its error code may end a device or blame an item; the 400 or 403 of a proxy on the way is
 * a fault that passes. 413 is the exception: a proxy with a smaller limit means it.
 */
export function readRefusal(answer: WireAnswer): Refused {
  const parsed = ingestErrorSchema.safeParse(answer.json);
  const code = parsed.success ? parsed.data.error.code : `http_${answer.status}`;
  if (answer.status === 401) return { kind: 'sessionEnded' };
  if (code === 'device_revoked') return { kind: 'revoked' };
  if (answer.status === 413 || (answer.status === 400 && code === 'invalid_request')) return { kind: 'tooMuch', code };
  return { kind: 'later', code };
}
