import type Koa from 'koa';
import type { Logger } from 'pino';
import type { ShopperId } from '../domain/index.js';

/** What the middleware learns about a request, for those that come after. */
export interface RequestState {
  requestId: string;
  logger: Logger;
  /** The guest that the signed cookie names, if there is one. */
  shopperId: ShopperId | undefined;
  /** Template of the route that took the request; `static` or `unmatched` for the others. */
  route: string;
  /** Long-lived answers are counted, but not timed. */
  streaming: boolean;
}

export type Context = Koa.ParameterizedContext<RequestState>;
export type Middleware = Koa.Middleware<RequestState>;
