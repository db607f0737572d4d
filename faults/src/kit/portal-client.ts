import type { z } from 'zod';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import { signIn } from '#domain/contract/session.ts';
import type { SignIns } from './product.ts';

/** A refusal of the portal, as a program sees it. */
export class PortalRefused extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(`HTTP ${status}: ${text.slice(0, 300)}`);
    this.name = 'PortalRefused';
    this.status = status;
  }
}

interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
type AnswerOf<E> = E extends { readonly answer?: infer Answer }
  ? NonNullable<Answer> extends z.ZodType
    ? z.output<NonNullable<Answer>>
    : never
  : never;

/** The portal's API with one session: what a screen shows is compared with what this reads. */
export interface PortalClient {
  /** @throws PortalRefused */
  call<E extends Pick<Endpoint, 'method' | 'path'> & { readonly answer?: unknown }>(
    endpoint: E,
    input?: CallInput,
  ): Promise<AnswerOf<E>>;
  fetch(endpoint: Pick<Endpoint, 'method' | 'path'>, input?: CallInput): Promise<Response>;
}

const REQUEST_TIMEOUT_MS = 20_000;

export async function signInAs(portalUrl: string, signIns: SignIns, loginId: string): Promise<PortalClient> {
  const send = (endpoint: Pick<Endpoint, 'method' | 'path'>, input: CallInput, cookie?: string): Promise<Response> => {
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] ?? ''),
    );
    const query = input.query === undefined ? '' : `?${new URLSearchParams(input.query).toString()}`;
    return fetch(portalUrl + path + query, {
      method: endpoint.method,
      headers: {
        ...(endpoint.method === 'GET' ? {} : { 'content-type': 'application/json', 'x-kinmu-request': '1' }),
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(endpoint.method === 'GET' ? {} : { body: JSON.stringify(input.body ?? {}) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  };
  const { tenant, password } = signIns;
  const answer = await send(signIn, { body: { tenant, loginId, password } });
  if (!answer.ok) throw new PortalRefused(answer.status, await answer.text());
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  return {
    fetch: (endpoint, input = {}) => send(endpoint, input, cookie),
    async call(endpoint, input = {}) {
      const response = await send(endpoint, input, cookie);
      const text = await response.text();
      if (!response.ok) throw new PortalRefused(response.status, text);
      return JSON.parse(text) as never;
    },
  };
}
