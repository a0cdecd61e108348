import { Router } from '@koa/router';
import type { z } from 'zod';
import { ShopError } from '../domain/index.js';
import type { Recognition } from './identity/recognise.js';
import { readJson, readRaw } from './middleware/body.js';
import { requireOwnOrigin } from './middleware/same-site.js';
import { openApiPath } from './openapi/document.js';
import { invalidRequest } from './problem.js';
import type { Access, Route, RouteAnswer, RouteRequest } from './routes/route.js';
import type { Context, Middleware, RequestState } from './state.js';

interface RouterOptions {
  recognition: Recognition;
  /** Origins whose pages may change things: our own, and those that CORS lets in. */
  origins: ReadonlySet<string>;
}

/** Makes a router of the route table: who may call, what may come in, what goes out. */
export function createRouter(
  routes: readonly Route[],
  { recognition, origins }: RouterOptions,
): Router<RequestState> {
  const router = new Router<RequestState>();
  for (const route of routes) {
    router.register(route.path, [route.method], async (ctx: Context & { params: unknown }) => {
      ctx.state.route = openApiPath(route.path);
      if (!route.anyOrigin) requireOwnOrigin(ctx, origins);
      if (route.access !== 'public') await admit(ctx, route.access, recognition);
      send(ctx, await route.handle(await readRequest(route, ctx)));
    });
  }
  return router;
}

/** Learns who is asking, and turns away who may not. */
async function admit(
  ctx: Context,
  access: Exclude<Access, 'public'>,
  recognition: Recognition,
): Promise<void> {
  ctx.state.person = await recognition.recognise(ctx);
  ctx.state.shopperId = ctx.state.person?.shopperId;
  if (access !== 'shopper') recognition.requireRole(ctx, access);
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
  if (route.body === 'raw') request.body = await readRaw(ctx);
  else if (route.body)
    request.body = parse(route.body, await readJson(ctx), (error) => invalidRequest(error, 'body'));
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
