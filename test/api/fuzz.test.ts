import { Agent, request } from 'node:http';
import fc from 'fast-check';
import pino from 'pino';
import { STAFF_TOKEN, startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';
import { answersAsDocumented, type OpenApiDocument } from './support/conformance.js';
import { type JsonSchema, jsonNear, NASTY_STRINGS, stringFor } from './support/json-near.js';
import { givenOrder } from './support/orders.js';
import { signedIn } from './support/people.js';

/** More, and other ones: FUZZ_REQUESTS=200000 FUZZ_SEED=7 npm test -- test/api/fuzz */
const REQUESTS = Number(process.env.FUZZ_REQUESTS || (process.env.CI ? 20_000 : 4_000));
const SEED = Number(process.env.FUZZ_SEED || 20_261_125);
/** So many are under way at once: the server, not the waiting, is to be the bound. */
const AT_ONCE = 40;

/** Answers of a hundred kilobytes and more, which take nothing in. */
const LARGE = new Set(['metrics', 'readOpenApi']);

/** Would leave all that come after as nobody's. */
const APART = new Set(['signOut']);

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
}

interface Operation {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

interface Answered {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

const logs: Record<string, unknown>[] = [];
let api: TestApi;
let document: OpenApiDocument & { components: { schemas: Record<string, JsonSchema> } };
let callers: Record<string, string>[];
let owned: Record<'conversations' | 'checkouts' | 'orders', string>;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

beforeAll(async () => {
  const decline = { code: 'card_declined', message: 'It was declined.' };
  api = await startApi({
    logger: pino({ level: 'warn' }, { write: (line: string) => void logs.push(JSON.parse(line)) }),
    savedCards: {
      list: async () => [],
      save: async () => ({ kind: 'declined', decline }),
      forget: async () => undefined,
    },
  });
  document = (await api.client().ask('GET', '/openapi.json')).body;
  const guest = api.client();
  const conversation = await guest.openConversation();
  const { id: checkout } = await givenCheckout(api.database.pool, conversation, 'awaitingPayment');
  const { id: order } = await givenOrder(api.database.pool, conversation);
  owned = { conversations: conversation, checkouts: checkout, orders: order };
  const cookieOf = (client: typeof guest) => ({
    cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  });
  callers = [
    cookieOf(guest),
    cookieOf(await signedIn(api)),
    cookieOf(await signedIn(api, { roles: ['shopper', 'ops'] })),
    { authorization: `Bearer ${STAFF_TOKEN}` },
    {},
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
    { cookie: 'shoptalk_guest=%; shoptalk_session=\\"; =; ;;' },
  ];
}, 30_000);
afterAll(async () => {
  agent.destroy();
  await api.close();
});

test(`${REQUESTS} requests near the OpenAPI document: each answered as documented, none with a 5xx or a stack`, async () => {
  const check = answersAsDocumented(document);
  const seen = new Map<number, number>();
  /** What is wrong, with the first request that showed it. */
  const wrong = new Map<string, string>();
  // Each request by everybody: what it takes to make one up is more than what it takes to answer it.
  const made = fc.sample(requests(), { numRuns: Math.ceil(REQUESTS / callers.length), seed: SEED });
  const all = made.flatMap((one) => callers.map((who) => ({ ...one, headers: { ...one.headers, ...who } })));
  expect(all.length).toBeGreaterThanOrEqual(REQUESTS);
  const queue = all.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const one of queue) {
        try {
          const answer = await send(one);
          seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
          requireHarmless(one, answer);
          check(one.method, one.path, answer);
        } catch (error) {
          const message = (error as Error).message;
          if (!wrong.has(message)) wrong.set(message, JSON.stringify(one).slice(0, 1_500));
        }
      }
    }),
  );
  expect([...wrong].slice(0, 20)).toEqual([]);
  // Of all kinds: what only ever is refused at the door tests nothing behind it.
  for (const status of [200, 400, 401, 403, 404, 422])
    expect([status, (seen.get(status) ?? 0) > REQUESTS / 1_000]).toEqual([status, true]);
  expect(logs.filter(({ msg }) => msg === 'unexpected error')).toEqual([]);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  expect((await api.client().ask('GET', '/readyz')).status).toBe(200);
}, 180_000);

function requireHarmless({ method }: Sent, { status, text }: Answered): void {
  if (status >= 500) throw new Error(`${method} answered ${status}: ${text.slice(0, 300)}`);
  if (status >= 400 && /node_modules|\bat [\w.<>]+ \(|\.[jt]s:\d+/.test(text))
    throw new Error(`A stack: ${text}`);
}

/** Requests to any route, by anybody, near what its document wants. */
function requests(): fc.Arbitrary<Sent> {
  const resolve = (ref: string) => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {};
  const each = Object.entries(document.paths).flatMap(([template, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => !APART.has((operation as Operation).operationId))
      // Streams do not end: they have tests of their own.
      .filter(
        ([, operation]) =>
          !('text/event-stream' in ((operation as Operation).responses['200']?.content ?? {})),
      )
      .map(([method, operation]) => {
        const made = requestOf(method.toUpperCase(), template, operation as Operation, resolve);
        return [(operation as Operation).operationId, made] as const;
      }),
  );
  return fc.oneof(...each.map(([id, arbitrary]) => ({ weight: LARGE.has(id) ? 1 : 10, arbitrary })));
}

function requestOf(
  method: string,
  template: string,
  { parameters, requestBody }: Operation,
  resolve: (ref: string) => JsonSchema,
): fc.Arbitrary<Sent> {
  const of = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  const path = fc
    .tuple(...of('path').map(({ name, schema }) => pathValue(template, name, schema)))
    .map((values) =>
      of('path').reduce((text, { name }, at) => text.replace(`{${name}}`, values[at] ?? ''), template),
    );
  const query = fc
    .tuple(...of('query').map((one) => fc.option(queryValue(one), { nil: undefined })))
    .map((pairs) => pairs.filter((pair) => pair !== undefined).join('&'));
  const headers = fc.record(
    Object.fromEntries(of('header').map(({ name, schema }) => [name, headerValue(schema)])),
    { requiredKeys: [] },
  );
  const json = requestBody?.content['application/json']?.schema;
  const body: fc.Arbitrary<string | undefined> = json
    ? fc.oneof(
        { weight: 15, arbitrary: jsonNear(json, resolve) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      )
    : fc.constant(undefined);
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text/plain',
        'multipart/form-data; boundary=',
        'application/json; charset=utf-7',
        '/',
      ),
    },
  );
  return fc
    .record({ path, query, headers, body, type })
    .map(({ path: at, query: asked, headers: own, body: text, type: contentType }) => ({
      method,
      path: asked ? `${at}?${asked}` : at,
      headers: {
        ...own,
        ...(text === undefined ? {} : { 'content-type': contentType }),
      },
      body: text,
    }));
}

/** What is there, what could be, and what a path should not hold. */
function pathValue(template: string, name: string, schema: JsonSchema): fc.Arbitrary<string> {
  const kind = template.split('/').find((part): part is keyof typeof owned => part in owned);
  const there = name === 'id' && kind ? fc.constant(owned[kind]) : stringFor(schema).map(encoded);
  return fc.oneof(
    { weight: 8, arbitrary: there },
    {
      weight: 3,
      arbitrary: schema.enum ? fc.constantFrom(...schema.enum.map(String)) : fc.nat({ max: 30 }).map(String),
    },
    { weight: 1, arbitrary: fc.constantFrom(...NASTY_STRINGS).map(encoded) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('..', '%', '%00', '%ff', '%c0%ae%c0%ae', '..;', '%2e%2e%2f', '//', '*'),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map(encoded) },
  );
}

function queryValue({ name, schema }: Parameter): fc.Arbitrary<string> {
  const good = schema.enum
    ? fc.constantFrom(...schema.enum.map(String))
    : schema.type === 'string'
      ? stringFor(schema)
      : fc.nat({ max: 600 }).map(String);
  const value = fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 1, arbitrary: fc.constantFrom(...NASTY_STRINGS) },
  );
  return fc.oneof(
    { weight: 10, arbitrary: value.map((text) => `${name}=${encoded(text)}`) },
    { weight: 1, arbitrary: value.map((text) => `${name}=${encoded(text)}&${name}=2&${name}[a]=3`) },
    { weight: 1, arbitrary: fc.constantFrom(`${name}=%`, `${name}`, `__proto__[a]=1&${name}=1`, '&&=&') },
  );
}

function headerValue(schema: JsonSchema): fc.Arbitrary<string> {
  const good = schema.type === 'string' ? stringFor(schema) : fc.nat({ max: 30 }).map(String);
  // What a client of Node cannot send at all is for the test of raw connections.
  return fc
    .oneof(good, fc.constantFrom(...NASTY_STRINGS))
    .map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?'));
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

function send({ method, path, headers, body }: Sent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(`${api.base}/`, { method, path, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const isJson = /json/.test(response.headers['content-type'] ?? '');
        const all = new Headers();
        const type = response.headers['content-type'];
        if (type) all.set('content-type', type);
        const status = response.statusCode ?? 0;
        resolve({ status, headers: all, text, body: isJson && text ? JSON.parse(text) : undefined });
      });
    });
    asked.setTimeout(20_000, () => asked.destroy(new Error('no answer in 20 s')));
    asked.on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`)));
    asked.end(body);
  });
}
