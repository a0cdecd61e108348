import { Router } from '@koa/router';
import type { z } from 'zod';
import type { LimitName } from '../config/limits.js';
import { ShopError } from '../domain/index.js';
import type { Recognition } from './identity/recognise.js';
import { requireQuota } from './limits/headers.js';
import type { Standing } from './limits/limiter.js';
import type { Limits } from './limits/limits.js';
import { limitOf } from './limits/route-limit.js';
import type { Metrics } from './metrics.js';
import { readJson, readRaw } from './middleware/body.js';
import { requireOwnOrigin } from './middleware/same-site.js';
import { openApiPath } from './openapi/document.js';
import { invalidRequest } from './problem.js';
import type { Route, RouteAnswer, RouteRequest } from './routes/route.js';
import type { Context, Middleware, RequestState } from './state.js';

interface RouterOptions {
  recognition: Recognition;
  limits: Limits;
  metrics: Pick<Metrics, 'refusals'>;
  /** Origins whose pages may change things: our own, and those that CORS lets in. */
  origins: ReadonlySet<string>;
}

/** Makes a router of the route table: who may call, what may come in, what goes out. */
export function createRouter(
  routes: readonly Route[],
  { recognition, limits, metrics, origins }: RouterOptions,
): Router<RequestState> {
  const router = new Router<RequestState>();
  const require = (ctx: Context, standings: readonly Standing[]) => {
    for (const { refused, policy } of standings) if (refused) metrics.refusals.inc({ policy });
    requireQuota(ctx, standings);
  };

  /** Learns who is asking, and turns away who may not, who asks too much, and whose address fails too often. */
  async function admit(ctx: Context, { access }: Route, limit: LimitName | undefined): Promise<void> {
    // Side by side: a request waits for the slowest of these, and not for one after the other.
    const [byAddress, failures, person] = await Promise.all([
      limit ? limits.byAddress(limit, ctx, limit === 'webhook' ? ctx.path.slice(0, 60) : '') : [],
      ctx.get('authorization') && access !== 'public' ? limits.failures(ctx) : [],
      access === 'public' ? undefined : settled(recognition.recognise(ctx)),
    ]);
    require(ctx, byAddress);
    if (failures.some(({ refused }) => refused)) require(ctx, failures);
    if (access === 'public') return;
    try {
      ctx.state.person = await person?.();
      ctx.state.shopperId = ctx.state.person?.shopperId;
      if (access !== 'shopper') recognition.requireRole(ctx, access);
    } catch (error) {
      if (error instanceof ShopError && error.code === 'unauthenticated')
        await limits.byAddress('failures', ctx);
      throw error;
    }
  }

  for (const route of routes) {
    router.register(route.path, [route.method], async (ctx: Context & { params: unknown }) => {
      ctx.state.route = openApiPath(route.path);
      if (!route.anyOrigin) requireOwnOrigin(ctx, origins);
      const limit = limitOf(route);
      await admit(ctx, route, limit);
      const [byPerson, request] = await Promise.all([
        limit ? limits.byPerson(limit, ctx) : [],
        settled(readRequest(route, ctx)),
      ]);
      require(ctx, byPerson);
      send(ctx, await route.handle(await request()));
    });
  }
  return router;
}

/** Waits for what may fail, and gives how to have its outcome: what comes first of several is then ours to say. */
async function settled<T>(work: Promise<T>): Promise<() => Promise<T>> {
  await work.catch(() => undefined);
  return () => work;
}

/** Says 405, and what is offered, where only the method is wrong. */
export function methodNotAllowed(routes: readonly Route[], router: Router<RequestState>): Middleware {
  return async function checkMethod(ctx, next) {
    const { path: matching } = router.match(ctx.path, ctx.method);
    const methods = new Set(matching.flatMap((layer) => layer.methods));
    if (methods.size === 0 || methods.has(ctx.method)) return await next();
    const route = routes.find((candidate) => matching.some((layer) => layer.path === candidate.path));
    if (route) ctx.state.route = openApiPath(route.path);
    const allow = [...methods].join(', ');
    ctx.set('allow', allow);
    throw new ShopError('method_not_allowed', `${ctx.method} is not offered at this address; use ${allow}.`);
  };
}

async function readRequest(route: Route, ctx: Context & { params: unknown }) {
  const request: RouteRequest<unknown, unknown, unknown, unknown> = {
    params: parse(
      route.params,
      ctx.params,
      () => new ShopError('not_found', 'There is nothing at this address.'),
    ),
    query: parse(route.query, { ...ctx.query }, (error) => invalidRequest(error, 'query')),
    headers: parse(route.headers, ctx.headers, (error) => invalidRequest(error, 'header')),
    body: undefined,
    ctx,
  };
  if (route.body === 'raw') request.body = await readRaw(ctx, route.maxBodyBytes);
  else if (route.body)
    request.body = parse(route.body, await readJson(ctx, route.maxBodyBytes), (error) =>
      invalidRequest(error, 'body'),
    );
  return request;
}

function parse(
  schema: z.ZodType | undefined,
  value: unknown,
  refuse: (error: z.ZodError) => ShopError,
): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refuse(parsed.error);
  return parsed.data;
}

function send(ctx: Context, { status = 200, headers = {}, body, contentType }: RouteAnswer): void {
  ctx.status = status;
  ctx.set({ 'cache-control': 'no-store', ...headers });
  if (body === undefined) {
    ctx.body = null;
    ctx.status = status;
    return;
  }
  if (contentType) ctx.type = contentType;
  ctx.body = body;
  // What carries an ETag need not be sent again to a client that has it.
  if (ctx.response.get('etag') && ctx.fresh) {
    ctx.status = 304;
    ctx.body = null;
  }
}
