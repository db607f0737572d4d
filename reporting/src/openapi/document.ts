import { OpenAPIRegistry, OpenApiGeneratorV31, extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { apiErrorSchema } from '#domain/contract/api-errors.ts';
import { API_ENDPOINTS } from '#domain/contract/api.ts';
import type { Endpoint } from '#domain/contract/endpoint.ts';

extendZodWithOpenApi(z);

const refusals = {
  default: {
    description: 'A refusal: code, message, request id.',
    content: { 'application/json': { schema: apiErrorSchema } },
  },
};

/** The contract of the portal as an OpenAPI 3.1 document, made from the very schemas that check requests and answers. */
export function openApiDocument(): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'kinmu' });
  registry.registerComponent('securitySchemes', 'machineToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token that an administrator made under 外部連携; shown once, limited by months, groups and time.',
  });
  for (const endpoint of API_ENDPOINTS as readonly Endpoint[]) registry.registerPath(routeOf(endpoint));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Kinmu Lens portal',
      version: '1',
      description:
        'Every changing request needs the header `x-kinmu-request: 1` (but not enrolment by a collector) and, with a body, `Content-Type: application/json`.',
    },
  });
}

const SECURITY_OF = {
  public: [],
  signedIn: [{ session: [] }],
  token: [{ machineToken: [] }],
} satisfies Record<Endpoint['access'], object[]>;

/** `/api/people/:personId` in OpenAPI's writing. */
const openApiPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

function routeOf(endpoint: Endpoint): RouteConfig {
  const { params, query, body, answer, answerLine } = endpoint;
  return {
    method: endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete',
    path: openApiPath(endpoint.path),
    operationId: endpoint.name,
    summary: endpoint.summary,
    security: SECURITY_OF[endpoint.access],
    request: {
      ...(params === undefined ? {} : { params: params as z.ZodObject }),
      ...(query === undefined ? {} : { query: query as z.ZodObject }),
      ...(body === undefined ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
      ...(endpoint.rawBody === undefined ? {} : { body: { required: true, content: contentOf(undefined) } }),
    },
    responses: {
      200: {
        description: 'Done.',
        content: {
          ...contentOf(answer, endpoint.answerMediaType),
          ...(answerLine === undefined ? {} : { [endpoint.answerMediaType ?? '']: { schema: answerLine }, ...csv }),
        },
      },
      ...refusals,
    },
  };
}

const csv = { 'text/csv': { schema: { type: 'string' as const } } };

const contentOf = (answer: z.ZodType | undefined, mediaType = 'application/octet-stream') =>
  answer === undefined
    ? { [mediaType]: { schema: { type: 'string' as const, format: 'binary' } } }
    : { 'application/json': { schema: answer } };
