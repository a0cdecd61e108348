import type { ApiDeps } from '../deps.js';
import { runChecks } from '../health-checks.js';
import { defineRoute, type Route } from './route.js';

/** What probes and scrapers ask. */
export function healthRoutes({ checks, optionalChecks, metrics }: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/livez',
      operationId: 'livez',
      tag: 'health',
      summary: 'Whether the process runs; says nothing about its servers',
      access: 'public',
      limit: 'none',
      responses: { 200: { description: 'It does', schema: 'Health' } },
      problems: [],
      handle: async () => ({ body: { status: 'ok' } }),
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      operationId: 'readyz',
      tag: 'health',
      summary: 'Whether the servers the shop needs answer, each by name',
      description:
        'The cache is named too, but not waited for: without it the shop is slower, and that is all.',
      access: 'public',
      limit: 'none',
      responses: {
        200: { description: 'All do', schema: 'Health' },
        503: { description: 'Some do not', schema: 'Health' },
      },
      problems: [],
      async handle() {
        const [needed, optional] = await Promise.all([runChecks(checks), runChecks(optionalChecks)]);
        const ready = Object.values(needed).every((result) => result === 'ok');
        return {
          status: ready ? 200 : 503,
          body: { status: ready ? 'ok' : 'unavailable', checks: { ...needed, ...optional } },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'metrics',
      tag: 'health',
      summary: 'Figures for Prometheus',
      access: 'public',
      limit: 'none',
      responses: { 200: { description: 'Text exposition format', contentType: 'text/plain' } },
      problems: [],
      handle: async () => ({
        contentType: metrics.registry.contentType,
        body: await metrics.registry.metrics(),
      }),
    }),
  ];
}
