import { Router } from '@koa/router';
import type { z } from 'zod';
import type { LimitName } from '../config/limits.js';
import { ShopError } from '../domain/index.js';
import type { Challenges } from './challenges/challenges.js';
import { isTrapped } from './challenges/trap.js';
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
  challenges: Challenges;
  metrics: Pick<Metrics, 'refusals'>;
  /** Origins whose pages may change things: our own, and those that CORS lets in. */
  origins: ReadonlySet<string>;
}

/** Makes a router of the route table: who may call, what may come in, what goes out. */
export function createRouter(
  routes: readonly Route[],
  { recognition, limits, challenges, metrics, origins }: RouterOptions,
): Router<RequestState> {
  const router = new Router<RequestState>();
  const require = (ctx: Context, standings: readonly Standing[]) => {
    for (const { refused, policy } of standings) if (refused) metrics.refusals.inc({ policy });
    requireQuota(ctx, standings);
  };

  /** Learns who is asking, and turns away who may not, who asks too much, and whose address fails too often. */
  async function admit(ctx: Context, { access }: Route, limit: LimitName | undefined): Promise<void> {
    const recognising = access === 'public' ? undefined : recognition.recognise(ctx);
    // Side by side: a request waits for the slowest of these, and not for one after the other. A guest is known by the
    // cookie alone, at once: all that they count against then goes to Redis in one write.
    const [byAddress, failures, person, byPerson] = await Promise.all([
      limit ? limits.byAddress(limit, ctx, limit === 'webhook' ? ctx.path.slice(0, 60) : '') : [],
      ctx.get('authorization') && access !== 'public' ? limits.failures(ctx) : [],
      recognising && settled(recognising),
      // Who cannot be recognised is refused below, with the reason.
      limit && recognising
        ? recognising.then(
            (who) => limits.byPerson(limit, who),
            () => [],
          )
        : [],
    ]);
    require(ctx, byAddress);
    if (failures.some(({ refused }) => refused)) require(ctx, failures);
    if (access === 'public') return;
    const bringsToken = ctx.get('authorization') !== '';
    if (bringsToken) await challenges.beforeToken(ctx);
    let isRecognised = false;
    try {
      ctx.state.person = await person?.();
      isRecognised = true;
      if (bringsToken) await challenges.afterToken(ctx, true);
      ctx.state.shopperId = ctx.state.person?.shopperId;
      if (access !== 'shopper') recognition.requireRole(ctx, access);
    } catch (error) {
      if (error instanceof ShopError && error.code === 'unauthenticated') {
        await limits.byAddress('failures', ctx);
        if (bringsToken && !isRecognised) {
          ctx.state.logger.warn('a token was refused');
          await challenges.afterToken(ctx, false);
        }
      }
      throw error;
    }
    require(ctx, byPerson);
  }

  for (const route of routes) {
    router.register(route.path, [route.method], async (ctx: Context & { params: unknown }) => {
      ctx.state.route = openApiPath(route.path);
      if (!route.anyOrigin) requireOwnOrigin(ctx, origins);
      // What is sent is read meanwhile; what is wrong with it is said after all that is wrong with who sends it.
      const reading = settled(readRequest(route, ctx));
      await admit(ctx, route, limitOf(route));
      const { request, trapped } = await (await reading)();
      if (route.challenge) await challenges.require(ctx, route.challenge, trapped);
      send(ctx, await route.handle(request));
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
  if (!route.body || route.body === 'raw') return { request, trapped: false };
  const body = await readJson(ctx, route.maxBodyBytes);
  request.body = parse(route.body, body, (error) => invalidRequest(error, 'body'));
  return { request, trapped: isTrapped(body) };
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
