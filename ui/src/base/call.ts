import type { z } from 'zod';
import { API_ERROR_CODES, type ApiErrorCode } from '#domain/contract/api-errors.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';

/** `offline`: no answer came at all; every other code is the server's. */
export type FailureCode = ApiErrorCode | 'offline';

/** A refusal or a lost connection. The sentence for people comes from the catalogue by `code`. */
export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly requestId: string | undefined;
  constructor(code: FailureCode, requestId?: string, cause?: unknown) {
    super(code, { cause });
    this.name = 'ApiFailure';
    this.code = code;
    this.requestId = requestId;
  }
}

type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? z.output<Schema> extends undefined | Record<string, never>
    ? unknown
    : { readonly [Key in Name]: z.input<Schema> }
  : unknown;
type SchemaOf<E, Key extends string> = E extends { readonly [K in Key]?: infer Schema } ? NonNullable<Schema> : never;

/** What an endpoint needs: only the parts that it declares. */
export type InputOf<E> = Part<'params', SchemaOf<E, 'params'>> &
  Part<'query', SchemaOf<E, 'query'>> &
  Part<'body', SchemaOf<E, 'body'>>;
export type AnswerOf<E> = SchemaOf<E, 'answer'> extends z.ZodType ? z.output<SchemaOf<E, 'answer'>> : undefined;

/** Just what a call reads of an endpoint: `Endpoint` itself is invariant in its schemas. */
export interface AnyEndpoint extends Pick<Endpoint, 'name' | 'method' | 'path'> {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly answer?: unknown;
}

export type Call = <E extends AnyEndpoint>(endpoint: E, input: InputOf<E>) => Promise<AnswerOf<E>>;

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The address of an endpoint with its parameters filled in. */
export function urlOf(path: string, input: LooseInput): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = new URLSearchParams(input.query).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

/** Reads an error body by its code; anything unknown is `internal`, never shown as it came. */
export function failureOf(status: number, body: unknown): ApiFailure {
  const error = (body as { error?: { code?: unknown; requestId?: unknown } } | null)?.error;
  const code = API_ERROR_CODES.find((each) => each === error?.code);
  const requestId = typeof error?.requestId === 'string' ? error.requestId : undefined;
  return new ApiFailure(code ?? (status === 503 || status === 502 ? 'unavailable' : 'internal'), requestId);
}
