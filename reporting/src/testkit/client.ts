import type { Endpoint } from '#domain/contract/endpoint.ts';

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Added to or (undefined) taken from what the portal's own page sends. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The JSON body. */
  readonly json: never;
  readonly code: string | undefined;
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array;

/** A browser with a jar of two cookies: the session and the device cookie. */
export class Client {
  readonly #baseUrl: () => string;
  /** The session's, as `name=value`. */
  cookie: string | undefined;
  browserCookie: string | undefined;

  constructor(baseUrl: () => string) {
    this.#baseUrl = baseUrl;
  }

  async call(endpoint: Pick<Endpoint, 'method' | 'path'>, input: CallInput = {}): Promise<Answer> {
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] ?? ''),
    );
    const search = input.query === undefined ? '' : `?${new URLSearchParams(input.query)}`;
    const headers = new Headers();
    if (endpoint.method !== 'GET') {
      headers.set('content-type', 'application/json');
      headers.set('x-kinmu-request', '1');
    }
    const jar = [this.cookie, this.browserCookie].filter((cookie) => cookie !== undefined);
    if (jar.length > 0) headers.set('cookie', jar.join('; '));
    for (const [name, value] of Object.entries(input.headers ?? {})) {
      if (value === undefined) headers.delete(name);
      else headers.set(name, value);
    }
    const response = await fetch(this.#baseUrl() + path + search, {
      method: endpoint.method,
      headers,
      ...(input.body === undefined ? {} : { body: isRaw(input.body) ? input.body : JSON.stringify(input.body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const pair = /Max-Age=0/.test(cookie) ? undefined : cookie.split(';')[0];
      if (cookie.includes('kinmu-browser=')) this.browserCookie = pair;
      else this.cookie = pair;
    }
    const bytes = await bodyOf(response);
    const text = bytes.toString('utf8');
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, bytes, text, json: json as never, code: codeOf(json) };
  }
}

/** A stream of events has no end: its first event is the answer. */
async function bodyOf(response: Response): Promise<Buffer> {
  if (response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    return Buffer.from(await response.arrayBuffer());
  }
  let text = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    if (/event: .*\n\n$/s.test(text)) break;
  }
  await reader.cancel();
  return Buffer.from(text);
}

function codeOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('error' in json)) return undefined;
  return (json.error as { code: string }).code;
}
