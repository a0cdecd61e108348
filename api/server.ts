import { readFileSync } from 'node:fs';
import Keygrip from 'keygrip';
import Koa from 'koa';
import { z } from 'zod';
import type { ApiDeps } from './deps.js';
import { docsPages } from './docs/page.js';
import { runChecks } from './health-checks.js';
import { accessLog } from './middleware/access-log.js';
import { addressLength } from './middleware/address-length.js';
import { caller, trustedAddresses } from './middleware/caller.js';
import { codecOrigin, crossOrigin } from './middleware/cross-origin.js';
import { problems } from './middleware/problems.js';
import { requestId } from './middleware/request-id.js';
import { securityHeaders } from './middleware/security-headers.js';
import { serverSpan } from './middleware/server-span.js';
import { openApiDocument } from './openapi/document.js';
import { createRouter, methodNotAllowed } from './router.js';
import { allRoutes } from './routes/index.js';
import { defineRoute, type Route } from './routes/route.js';
import type { RequestState } from './state.js';
import { staticFiles } from './static-files.js';

/** The api as a Koa application; listens nowhere yet and owns nothing that it was given. */
export function createApi(deps: ApiDeps): Koa<RequestState> {
  const { settings, logger, metrics } = deps;
  const routes = routeTable(deps);
  const router = createRouter(routes, {
    recognition: deps.identity.recognition,
    limits: deps.limits,
    challenges: deps.challenges,
    metrics,
    origins: new Set([new URL(settings.publicUrl).origin, ...settings.corsOrigins]),
  });

  metrics.watchDependencies(() => runChecks({ ...deps.checks, ...deps.optionalChecks }));
  metrics.watch('shoptalk_event_streams', 'Open event streams', () => deps.streams.size);

  const app = new Koa<RequestState>();
  app.keys = new Keygrip([...settings.cookieSecrets], 'sha256');
  app.silent = true;
  app.on('error', (error: unknown) => logger.debug({ err: error }, 'a response could not be finished'));
  app.use(requestId(logger));
  app.use(caller(settings.trustedProxies));
  app.use(accessLog(metrics));
  if (deps.tracing) app.use(serverSpan(deps.tracing, trustedAddresses(settings.trustedProxies)));
  app.use(
    securityHeaders({
      https: settings.publicUrl.startsWith('https:'),
      stripeScriptUrl: settings.stripeElement?.scriptUrl,
    }),
  );
  if (settings.corsOrigins.length > 0) app.use(crossOrigin(settings.corsOrigins));
  if (settings.temporalUiUrl) app.use(codecOrigin(settings.temporalUiUrl));
  app.use(problems());
  app.use(addressLength());
  app.use(methodNotAllowed(routes, router));
  app.use(router.routes());
  app.use(docsPages());
  app.use(staticFiles(settings.webRoot));
  return app;
}

/** All routes, the one included that describes them. */
export function routeTable(deps: ApiDeps): Route[] {
  const routes = allRoutes(deps);
  const describe = defineRoute({
    method: 'get',
    path: '/openapi.json',
    operationId: 'readOpenApi',
    tag: 'shop',
    summary: 'This document',
    access: 'public',
    responses: { 200: { description: 'OpenAPI 3.1', contentType: 'application/json' } },
    problems: [],
    handle: async () => ({ headers: { 'cache-control': 'no-cache' }, body: document }),
  });
  routes.push(describe);
  const document = openApiDocument(routes, { name: deps.settings.shopName, version: packageVersion() });
  return routes;
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
