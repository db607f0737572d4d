import { isDeepStrictEqual } from 'node:util';
import type { IRouter, Request, Response } from 'express';
import type { z } from 'zod';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Caller } from '../access/caller.ts';
import { isCrossSite, isCrossSiteBrowser } from './cross-site.ts';
import { earliestDate } from './earliest-date.ts';
import { requestIdOf, sendRefusal } from './errors.ts';
import { readBytes } from './read-bytes.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Place } from './refusal.ts';

/** What a use case may know of the request besides its input. Use it for cookies, streams and the audit row, nothing else. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly requestId: string;
  /** The bytes of an endpoint with `rawBody`. */
  readonly bytes?: Buffer;
}

export interface Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly exchange: Exchange;
}

type Result<A extends z.ZodType> = Promise<z.output<A> | Refusal>;

export interface MountDeps {
  readonly router: IRouter;
  /** Rights are read anew for each request; undefined: no valid session. */
  readonly readViewer: (request: Request) => Promise<Viewer | undefined>;
  /** The system behind a Bearer token, counted as a call; or why it is refused. */
  readonly readCaller: (request: Request) => Promise<Caller | Refusal>;
  readonly publicOrigin: () => string;
  /** Whether the record of work of a tenant's date has been removed for its age. */
  readonly isRemoved: (tenantId: string, workDate: WorkDate) => Promise<boolean>;
  /** Always on in tests: an answer that does not fit the contract, or says more than it, is an error. */
  readonly validateAnswers: boolean;
}

/** Mounts endpoints of the contract; the only way a route comes into being. */
export interface Mount {
  publicly<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, A>,
    handle: (input: Input<P, Q, B>) => Result<A>,
  ): void;
  signedIn<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, A>,
    handle: (viewer: Viewer, input: Input<P, Q, B>) => Result<A>,
  ): void;
  byToken<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, A>,
    handle: (caller: Caller, input: Input<P, Q, B>) => Result<A>,
  ): void;
  /** Throws unless every endpoint of the contract has been mounted: a forgotten one is a start that fails, not a 404. */
  assertComplete(): void;
}

export class AnswerOutsideContract extends Error {
  readonly code = 'ANSWER_OUTSIDE_CONTRACT';
  constructor(endpointName: string, cause: unknown) {
    super(`The answer of ${endpointName} does not fit its contract`, { cause });
    this.name = 'AnswerOutsideContract';
  }
}

export function createMount(deps: MountDeps): Mount {
  const mounted = new Set<string>();
  const add = (endpoint: Endpoint, handle: Handle): void => {
    const isKnown = (API_ENDPOINTS as readonly Endpoint[]).includes(endpoint);
    if (!isKnown || mounted.has(endpoint.name))
      throw new TypeError(`${endpoint.name} is not in the contract's list, or mounted twice`);
    mounted.add(endpoint.name);
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    deps.router[method](endpoint.path, async (request: Request, response: Response) => {
      const result = await answer(deps, endpoint, handle, { request, response, requestId: requestIdOf(response) });
      if (result instanceof Refusal) sendRefusal(response, result);
      else if (endpoint.answer !== undefined) response.json(checked(deps, endpoint, result));
    });
  };
  return {
    assertComplete: () => {
      const missing = API_ENDPOINTS.filter((endpoint) => !mounted.has(endpoint.name)).map((endpoint) => endpoint.name);
      if (missing.length > 0) throw new TypeError(`endpoints of the contract without a route: ${missing.join(', ')}`);
    },
    publicly: (endpoint, handle) => {
      if (endpoint.access !== 'public') throw new TypeError(`${endpoint.name} needs a session`);
      add(endpoint as unknown as Endpoint, (_who, input) => handle(input as Input<never, never, never>));
    },
    byToken: (endpoint, handle) => {
      if (endpoint.access !== 'token') throw new TypeError(`${endpoint.name} is not opened by a token`);
      add(endpoint as unknown as Endpoint, ({ caller }, input) =>
        caller === undefined
          ? Promise.resolve(refuse('token_refused'))
          : handle(caller, input as Input<never, never, never>),
      );
    },
    signedIn: (endpoint, handle) => {
      if (endpoint.access !== 'signedIn') throw new TypeError(`${endpoint.name} needs no session`);
      add(endpoint as unknown as Endpoint, ({ viewer }, input) =>
        viewer === undefined
          ? Promise.resolve(refuse('not_signed_in'))
          : handle(viewer, input as Input<never, never, never>),
      );
    },
  };
}

/** Whoever stands at the door: at most one of both. */
interface Who {
  readonly viewer?: Viewer | undefined;
  readonly caller?: Caller;
}
type Handle = (who: Who, input: AnyInput) => Promise<unknown>;

interface AnyInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly exchange: Exchange;
}

/**
 * Cross-site, then session or token, then input: a stranger learns nothing about the input, and is not served by its cost. What has been removed for its
 * age is refused here, for all endpoints: empty figures would look like days without work.
 */
async function answer(deps: MountDeps, endpoint: Endpoint, handle: Handle, exchange: Exchange): Promise<unknown> {
  const { request } = exchange;
  const who = await admit(deps, endpoint, request);
  if (who instanceof Refusal) return who;
  const places: Place[] = [];
  const params = parsePart('params', endpoint.params, request.params, places);
  const query = parsePart('query', endpoint.query, request.query, places);
  const body = parsePart('body', endpoint.body, request.body, places);
  if (places.length > 0) return refuse('invalid_input', { places });
  const asked = earliestDate(endpoint.name, { params, query, body });
  const tenantId = who.viewer?.tenantId ?? who.caller?.tenantId;
  if (asked !== undefined && tenantId !== undefined && (await deps.isRemoved(tenantId, asked)))
    return refuse('records_removed');
  if (endpoint.rawBody === undefined) return handle(who, { params, query, body, exchange });
  const bytes = await readBytes(exchange.request, endpoint.rawBody.maxBytes);
  if (bytes === undefined) return refuse('file_too_large');
  return handle(who, { params, query, body, exchange: { ...exchange, bytes } });
}

/** A browser adds no Bearer token by itself, so a call by one needs no look at where it comes from. */
async function admit(deps: MountDeps, endpoint: Endpoint, request: Request): Promise<Who | Refusal> {
  if (endpoint.access === 'token') {
    const caller = await deps.readCaller(request);
    return caller instanceof Refusal ? caller : { caller };
  }
  const isRefused =
    endpoint.caller === 'collector'
      ? isCrossSiteBrowser(request, deps.publicOrigin())
      : isCrossSite(request, deps.publicOrigin(), endpoint.rawBody !== undefined);
  if (isRefused) return refuse('cross_site_request');
  if (endpoint.access === 'public') return {};
  const viewer = await deps.readViewer(request);
  if (viewer === undefined) return refuse('not_signed_in');
  return viewer.mustChangePassword && endpoint.duringForcedChange !== true
    ? refuse('password_change_required')
    : { viewer };
}

/** The value of the schema, or undefined with the places at fault added. Names fields of the contract, never their values. */
function parsePart(part: string, schema: z.ZodType | undefined, value: unknown, places: Place[]): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value, { reportInput: false });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    places.push({ path: [part, ...issue.path].join('.'), message: issue.message });
  return undefined;
}

function checked(deps: MountDeps, endpoint: Endpoint, result: unknown): unknown {
  if (!deps.validateAnswers || endpoint.answer === undefined) return result;
  const parsed = endpoint.answer.safeParse(result);
  if (!parsed.success) throw new AnswerOutsideContract(endpoint.name, parsed.error);
  if (!isDeepStrictEqual(parsed.data, result))
    throw new AnswerOutsideContract(endpoint.name, 'it holds more than the contract');
  return result;
}
