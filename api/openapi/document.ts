import { PROBLEMS, type ProblemCode } from '../../domain/index.js';
import type { Route, RouteResponse } from '../routes/route.js';
import { inputSchema, schemaComponents, schemaReference } from './schemas.js';

/** Problems that can come from any route: what the middleware says. */
const FROM_ANY: readonly ProblemCode[] = ['internal', 'unavailable', 'rate_limited', 'address_too_long'];
const FROM_BODIES: readonly ProblemCode[] = [
  'malformed_request',
  'invalid_request',
  'too_large',
  'unsupported_media_type',
];

/** The OpenAPI 3.1 document of the routes; made of the same table as the router. */
export function openApiDocument(routes: readonly Route[], shop: { name: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${shop.name} API`,
      version: shop.version,
      description:
        'Money is integer minor units. Times are ISO 8601. Errors are RFC 9457 problem documents. ' +
        'Guests are known by a signed cookie, who has signed in by a session or a bearer token; what is not yours does not exist for you (404). ' +
        'Who looks automated is asked for some work first (403, `challenge_required`): the problem says how to do it, and the page does it by itself.',
    },
    paths,
    components: {
      schemas: schemaComponents(),
      securitySchemes: {
        guest: { type: 'apiKey', in: 'cookie', name: 'shoptalk_guest' },
        session: { type: 'apiKey', in: 'cookie', name: 'shoptalk_session' },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}

/** `/v1/orders/:id` → `/v1/orders/{id}`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

function operation(route: Route) {
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...security(route),
    parameters: [...parameters(route, 'path'), ...parameters(route, 'query'), ...parameters(route, 'header')],
    ...requestBody(route),
    responses: responses(route),
  };
}

function isForStaff({ access }: Route): boolean {
  return access !== 'public' && access !== 'shopper';
}

function checksOrigin({ method, anyOrigin }: Route): boolean {
  return method !== 'get' && !anyOrigin;
}

/** What opens the route: any one of these; `{}` is nothing, where somebody who is nobody simply has nothing. */
function security(route: Route) {
  if (route.access === 'public') return { security: [] };
  if (route.access === 'shopper') return { security: [{ guest: [] }, { session: [] }, { bearer: [] }, {}] };
  const roles = [...new Set([...route.access, 'admin'])];
  return { security: [{ session: roles }, { bearer: roles }] };
}

function parameters(route: Route, place: 'path' | 'query' | 'header') {
  const schema = { path: route.params, query: route.query, header: route.headers }[place];
  if (!schema) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }));
}

function requestBody(route: Route) {
  if (!route.body) return {};
  const schema = route.body === 'raw' ? { type: 'object' } : inputSchema(route.body);
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

/** What a route answers when it goes well, and with which problems; one status can have both. */
function responses(route: Route) {
  const all = new Map<number, { description: string; content?: Record<string, object> }>();
  const add = (status: number, description: string, content: Record<string, object>) => {
    const known = all.get(status);
    const merged = { ...known?.content, ...content };
    all.set(status, {
      description: known ? `${known.description}; ${description}` : description,
      ...(Object.keys(merged).length > 0 ? { content: merged } : {}),
    });
  };
  for (const [status, response] of Object.entries(route.responses)) {
    add(Number(status), response.description, contentOf(response));
  }
  const problem = { 'application/problem+json': { schema: { $ref: schemaReference('Problem') } } };
  for (const code of problemsOf(route)) {
    add(PROBLEMS[code].status, `\`${code}\`: ${PROBLEMS[code].title}`, problem);
  }
  return Object.fromEntries(all);
}

function contentOf({ schema, contentType }: RouteResponse): Record<string, object> {
  if (schema) return { 'application/json': { schema: { $ref: schemaReference(schema) } } };
  return contentType ? { [contentType]: { schema: { type: 'string' } } } : {};
}

function problemsOf(route: Route): Set<ProblemCode> {
  return new Set([
    ...route.problems,
    ...(route.params ? (['not_found'] as const) : []),
    ...(route.query || route.headers ? (['invalid_request'] as const) : []),
    ...(route.body ? FROM_BODIES : []),
    // A bearer token that is refused is said so, also where guests may come; after many of them work comes first.
    ...(route.access === 'public' ? [] : (['unauthenticated', 'challenge_required'] as const)),
    ...(isForStaff(route) || checksOrigin(route) ? (['forbidden'] as const) : []),
    ...FROM_ANY,
  ]);
}
