import { UNATTENDED_HEADER } from '#domain/contract/session.ts';
import {
  ApiFailure,
  failureOf,
  urlOf,
  type AnyEndpoint,
  type AnswerOf,
  type Call,
  type InputOf,
  type Upload,
} from '../base/call.ts';

interface Options {
  readonly fetch: typeof fetch;
  /** Whether a person is there; a page that asks by itself keeps no session alive. */
  readonly isAttended: () => boolean;
  /** The server has answered somebody who is signed in: the session's idle time begins anew. */
  readonly onUsed: () => void;
  /** The session is over: the app shows the sign-in page with a notice. */
  readonly onSignedOut: () => void;
  /** The password has expired or was reissued while the person was at work. */
  readonly onMustChangePassword: () => void;
}

/**
 * The one way to the server: `call(endpoint, input)`, typed by the contract. The own header makes a cross-site form or image
 * unable to send the same request. Answers are checked by the server against the same schemas, so they are not parsed again.
 */
export function createCall({ fetch, isAttended, onUsed, onSignedOut, onMustChangePassword }: Options): Call {
  return async <E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<AnswerOf<E>> => {
    const attended = isAttended();
    const parts = input as {
      params?: Record<string, string>;
      query?: Record<string, string>;
      body?: unknown;
      upload?: Upload;
    };
    const headers: Record<string, string> = {
      accept: 'application/json',
      'x-kinmu-request': '1',
      ...(attended ? {} : { [UNATTENDED_HEADER]: '1' }),
      ...parts.upload?.headers,
    };
    if (parts.upload) headers['content-type'] = 'application/octet-stream';
    else if (parts.body !== undefined) headers['content-type'] = 'application/json';
    const body = parts.upload?.bytes ?? (parts.body === undefined ? undefined : JSON.stringify(parts.body));
    const response = await fetch(urlOf(endpoint.path, parts), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
    }).catch((cause: unknown) => {
      throw new ApiFailure('offline', {}, cause);
    });
    if (attended && response.status !== 401) onUsed();
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as AnswerOf<E>;
    const failure = failureOf(response.status, answer);
    if (failure.code === 'not_signed_in') onSignedOut();
    if (failure.code === 'password_change_required') onMustChangePassword();
    throw failure;
  };
}
