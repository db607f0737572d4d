import type { Endpoint } from '#domain/contract/endpoint.ts';

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Added to or (undefined) taken from what the portal's own page sends. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body. */
  readonly json: never;
  readonly code: string | undefined;
}

/** A browser with a cookie jar of one cookie. */
export class Client {
  readonly #baseUrl: () => string;
  cookie: string | undefined;

  constructor(baseUrl: () => string) {
    this.#baseUrl = baseUrl;
  }

  async call(endpoint: Pick<Endpoint, 'method' | 'path'>, input: CallInput = {}): Promise<Answer> {
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] ?? ''),
    );
    const headers = new Headers();
    if (endpoint.method !== 'GET') {
      headers.set('content-type', 'application/json');
      headers.set('x-kinmu-request', '1');
    }
    if (this.cookie !== undefined) headers.set('cookie', this.cookie);
    for (const [name, value] of Object.entries(input.headers ?? {})) {
      if (value === undefined) headers.delete(name);
      else headers.set(name, value);
    }
    const response = await fetch(this.#baseUrl() + path, {
      method: endpoint.method,
      headers,
      ...(input.body === undefined
        ? {}
        : { body: typeof input.body === 'string' ? input.body : JSON.stringify(input.body) }),
    });
    const cookie = response.headers.getSetCookie()[0];
    if (cookie !== undefined) this.cookie = /Max-Age=0/.test(cookie) ? undefined : cookie.split(';')[0];
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json: json as never, code: codeOf(json) };
  }
}

function codeOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('error' in json)) return undefined;
  return (json.error as { code: string }).code;
}
