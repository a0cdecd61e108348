import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ChallengePurpose } from '../../config/challenges.js';
import type { LimitName } from '../../config/limits.js';
import type { ProblemCode } from '../../domain/index.js';
import type { StaffRole } from '../identity/person.js';
import type { SchemaName } from '../openapi/schemas.js';
import type { Context } from '../state.js';

/**
 * Who may call a route: anybody, and nobody is asked who they are; shoppers, guests among them, who see what is theirs
 * and nothing else; or staff with one of these roles (`admin` may do it in any case).
 */
export type Access = 'public' | 'shopper' | readonly StaffRole[];

export interface RouteResponse {
  description: string;
  /** Name of the JSON schema of the body; without it the body is not JSON, or there is none. */
  schema?: SchemaName;
  /** Content type of a body that is not JSON. */
  contentType?: string;
}

/** What came in, checked. */
export interface RouteRequest<Params, Query, Headers, Body> {
  params: Params;
  query: Query;
  headers: Headers;
  body: Body;
  ctx: Context;
}

/** What goes out. Without a body the answer is empty. */
export interface RouteAnswer {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** Objects are sent as JSON; strings, buffers and streams as they are, with `contentType`. */
  body?: object | string | Buffer | Readable;
  contentType?: string;
}

/**
 * One thing the api can be asked. The router, the checks of what comes in and the OpenAPI document
 * are all made from this, so that none of them can say something else than the others.
 */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters as `:name`. */
  path: string;
  /** Name of the operation in the OpenAPI document; unique. */
  operationId: string;
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  /** The limit it counts against; see `limits/route-limit.ts` for what counts without it. */
  limit?: LimitName | 'none';
  /** What it counts as when somebody does it again and again; see `challenges/`. */
  challenge?: Exclude<ChallengePurpose, 'tokens' | 'sign-in'>;
  /** For what is no page of ours and proves itself another way, such as a signed webhook. */
  anyOrigin?: true;
  /** A parameter that does not fit is answered as unknown: 404. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Names in lower case. */
  headers?: z.ZodObject;
  /** A zod schema for JSON; `raw` for bytes that the handler reads. */
  body?: z.ZodType | 'raw';
  /** The largest body it reads, where that is not MAX_BODY_BYTES. */
  maxBodyBytes?: number;
  responses: Record<number, RouteResponse>;
  /** Problems that this route tells of, besides those that any route can. */
  problems: readonly ProblemCode[];
  handle(request: RouteRequest<unknown, unknown, unknown, unknown>): Promise<RouteAnswer>;
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : Schema extends 'raw' ? Buffer : undefined;

type RouteDefinition<Params, Query, Headers, Body> = Omit<
  Route,
  'params' | 'query' | 'headers' | 'body' | 'handle'
> & {
  params?: Params;
  query?: Query;
  headers?: Headers;
  body?: Body;
  handle(
    request: RouteRequest<Output<Params>, Output<Query>, Output<Headers>, Output<Body>>,
  ): Promise<RouteAnswer>;
};

/**
 * Defines a route; the handler's types follow from the schemas.
 * @example
 * defineRoute({ method: 'get', path: '/v1/orders/:id', params: z.object({ id: OrderId }), … })
 */
export function defineRoute<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Headers extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | 'raw' | undefined = undefined,
>(definition: RouteDefinition<Params, Query, Headers, Body>): Route {
  // The router checks what comes in with these very schemas before it calls the handler.
  return definition as unknown as Route;
}
