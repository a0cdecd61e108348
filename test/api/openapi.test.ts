import type { Router } from '@koa/router';
import { createRouter } from '../../api/router.js';
import { startApi, type TestApi } from './support/api.js';
import type { Json } from './support/client.js';

let api: TestApi;
let document: Json;
beforeAll(async () => {
  api = await startApi();
  document = (await api.client().ask('GET', '/openapi.json')).body;
});
afterAll(() => api.close());

test('every route of the router is in the document, and nothing else', () => {
  const router: Router<Json> = createRouter(api.routes, {
    recognition: api.deps.identity.recognition,
    limits: api.deps.limits,
    challenges: api.deps.challenges,
    metrics: api.deps.metrics,
    origins: new Set(),
  });
  const routed = router.stack.flatMap((layer) =>
    layer.methods
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${String(layer.path).replaceAll(/:(\w+)/g, '{$1}')}`),
  );
  const documented = Object.entries<object>(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.sort()).toEqual(routed.sort());
});

test('operations have ids of their own, summaries, and all their path parameters', () => {
  const operations = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.values<Json>(methods).map((operation) => ({ path, ...operation })),
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, summary, parameters } of operations) {
    expect(summary).toMatch(/\w/);
    const inPath = parameters
      .filter((parameter: Json) => parameter.in === 'path')
      .map((parameter: Json) => `{${parameter.name}}`);
    expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});

test('every reference leads to a schema', () => {
  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
  expect(references.length).toBeGreaterThan(20);
  for (const reference of references) {
    const [, name = ''] = /#\/components\/schemas\/(\w+)"$/.exec(reference) ?? [];
    expect(document.components.schemas).toHaveProperty(name);
  }
});

test('staff routes ask for roles; the others do not', () => {
  for (const [path, operations] of Object.entries<Json>(document.paths)) {
    for (const operation of Object.values<Json>(operations)) {
      const asksForRoles = JSON.stringify(operation.security).includes('admin');
      expect([path, asksForRoles]).toEqual([path, /^\/v1\/(staff|codec)\//.test(path)]);
    }
  }
});

test('the body of a message says what an action may be', () => {
  const { schema } =
    document.paths['/v1/conversations/{id}/messages'].post.requestBody.content['application/json'];
  const types = schema.properties.action.oneOf.map((action: Json) => action.properties.type.const);
  expect(types).toEqual(expect.arrayContaining(['search', 'add_to_cart', 'checkout']));
});

test('the documentation page and its parts are served, under a policy without inline scripts', async () => {
  for (const path of ['/docs', '/docs/']) {
    const page = await api.client().ask('GET', path);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script>|style=|onload/);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  }
  const page = await api.client().ask('GET', '/docs');
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(parts.length).toBeGreaterThanOrEqual(4);
  for (const part of parts) expect([part, (await api.client().ask('GET', part)).status]).toEqual([part, 200]);
  expect((await api.client().ask('GET', '/docs/package.json')).status).toBe(404);
});
