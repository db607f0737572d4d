import type { z } from 'zod';
import { API_ERROR_CODES, apiErrorSchema, type ApiError, type ApiErrorCode } from '#domain/contract/api-errors.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';

/** `offline`: no answer came at all; every other code is the server's. */
export type FailureCode = ApiErrorCode | 'offline';

/** A refusal or a lost connection. The sentence for people comes from the catalogue by `code`. */
export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly requestId: string | undefined;
  /** Which part of the input was refused, and why. */
  readonly places: NonNullable<ApiError['error']['places']>;
  /** What somebody else did meanwhile. */
  readonly deeds: NonNullable<ApiError['error']['deeds']>;
  /** The date that the refusal is about. */
  readonly workDate: ApiError['error']['workDate'];
  constructor(code: FailureCode, detail: Partial<ApiError['error']> = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'ApiFailure';
    this.code = code;
    this.requestId = detail.requestId;
    this.places = detail.places ?? [];
    this.deeds = detail.deeds ?? [];
    this.workDate = detail.workDate;
  }
}

/** Whatever was thrown, as a failure that a screen can name. */
export const failureFrom = (error: unknown): ApiFailure =>
  error instanceof ApiFailure ? error : new ApiFailure('internal', {}, error);

/** A file as it is, with what its endpoint wants to know about it. */
export interface Upload {
  readonly bytes: ArrayBuffer;
  readonly headers?: Readonly<Record<string, string>>;
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
  Part<'body', SchemaOf<E, 'body'>> & {
    /** For endpoints with `rawBody`; the type of an endpoint does not tell which. */
    readonly upload?: Upload;
  };
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
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
}

/** The address of an endpoint with its parameters filled in. */
export function urlOf(path: string, input: LooseInput): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const given = Object.entries(input.query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(given).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

/** Reads an error body by its code; anything unknown is `internal`, never shown as it came. */
export function failureOf(status: number, body: unknown): ApiFailure {
  const detail = apiErrorSchema.safeParse(body);
  if (detail.success) return new ApiFailure(detail.data.error.code, detail.data.error);
  const error = (body as { error?: { code?: unknown } } | null)?.error;
  const code = API_ERROR_CODES.find((each) => each === error?.code);
  return new ApiFailure(code ?? (status === 503 || status === 502 ? 'unavailable' : 'internal'));
}
