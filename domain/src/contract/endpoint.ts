import type { z } from 'zod';

/**
 * An endpoint of the portal as a plain object that both ends share: reporting mounts it, the UI calls it, OpenAPI is made from it.
 * Schemas of params and query read strings (coerce there); bodies are strict objects, so an unknown field is a clear 400.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express form: `/api/people/:personId`. */
  readonly path: string;
  /** One English sentence for OpenAPI. */
  readonly summary: string;
  /** `public`: no session needed. `token`: other systems, by a Bearer token of 外部連携; a session opens nothing there. */
  readonly access: 'public' | 'signedIn' | 'token';
  /** `collector`: programs call it without a session or cookie, so the header `x-kinmu-request` is not asked for. */
  readonly caller?: 'collector';
  /** Open to a session whose password must be changed first; every other endpoint answers it `password_change_required`. */
  readonly duringForcedChange?: true;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Instead of `body`: bytes as they are (application/octet-stream), read only after session and origin have been checked. */
  readonly rawBody?: { readonly maxBytes: number };
  /** Absent: the answer is not JSON (a file). */
  readonly answer?: Answer;
  readonly answerMediaType?: string;
  /** A streamed answer of JSON lines: what each line is. */
  readonly answerLine?: z.ZodType;
}

/** Keeps the literal types of the schemas. */
export const endpoint = <
  Params extends z.ZodType = z.ZodType<Record<string, never>>,
  Query extends z.ZodType = z.ZodType<Record<string, never>>,
  Body extends z.ZodType = z.ZodType<undefined>,
  Answer extends z.ZodType = z.ZodType<undefined>,
>(
  definition: Endpoint<Params, Query, Body, Answer>,
): Endpoint<Params, Query, Body, Answer> => definition;
