import type Koa from 'koa';
import type { Logger } from 'pino';
import type { ShopperId } from '../domain/index.js';
import type { Person } from './identity/person.js';
import type { Standing } from './limits/limiter.js';

/** What the middleware learns about a request, for those that come after. */
export interface RequestState {
  requestId: string;
  logger: Logger;
  /** Whether the request says that it came through a proxy, whoever says so. */
  isForwarded: boolean;
  /** Who is asking, as far as the route wants to know it and they could prove it. */
  person: Person | undefined;
  /** Whose things they see, if they are somebody: a guest, or the account they are signed in to. */
  shopperId: ShopperId | undefined;
  /** How they stand with the limits that this request counted against. */
  standings: Standing[];
  /** Template of the route that took the request; `static` or `unmatched` for the others. */
  route: string;
  /** Long-lived answers are counted, but not timed. */
  streaming: boolean;
}

export type Context = Koa.ParameterizedContext<RequestState>;
export type Middleware = Koa.Middleware<RequestState>;
