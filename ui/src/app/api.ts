import {
  ApiFailure,
  failureOf,
  urlOf,
  type AnyEndpoint,
  type AnswerOf,
  type Call,
  type InputOf,
} from '../base/call.ts';

interface Options {
  readonly fetch: typeof fetch;
  /** The session is over: the app shows the sign-in page with a notice. */
  readonly onSignedOut: () => void;
}

/**
 * The one way to the server: `call(endpoint, input)`, typed by the contract. The own header makes a cross-site form or image
 * unable to send the same request. Answers are checked by the server against the same schemas, so they are not parsed again.
 */
export function createCall({ fetch, onSignedOut }: Options): Call {
  return async <E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<AnswerOf<E>> => {
    const parts = input as { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };
    const headers: Record<string, string> = { accept: 'application/json', 'x-kinmu-request': '1' };
    if (parts.body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(urlOf(endpoint.path, parts), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    }).catch((cause: unknown) => {
      throw new ApiFailure('offline', undefined, cause);
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && body !== null) return body as AnswerOf<E>;
    const failure = failureOf(response.status, body);
    if (failure.code === 'not_signed_in') onSignedOut();
    throw failure;
  };
}
