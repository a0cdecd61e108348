import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';

let api: TestApi;
const secret = async () => {
  throw new Error('a secret in the stack');
};
beforeAll(async () => {
  api = await startApi({
    orders: { get: secret, byId: secret, byCheckout: secret },
  });
});
afterAll(() => api.close());

test('what went wrong is an RFC 9457 problem document', async () => {
  const { status, headers, body } = await api.client().ask('GET', '/v1/nothing');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toEqual({
    type: '/problems/not_found',
    title: expect.any(String),
    status: 404,
    detail: expect.any(String),
    instance: '/v1/nothing',
    requestId: headers.get('x-request-id'),
  });
});

test('every problem type leads to its meaning', async () => {
  const { body } = await api.client().ask('GET', '/problems/message_id_reused');
  expect(body).toEqual({ type: '/problems/message_id_reused', title: expect.any(String), status: 409 });
});

test('an error that nobody expected is a 500 that gives nothing away; the log has it all', async () => {
  const guest = api.client();
  await guest.openConversation();
  const { status, headers, text } = await guest.ask('GET', `/v1/orders/${randomUUID()}`);
  expect(status).toBe(500);
  expect(text).not.toMatch(/secret|at .*\.ts/);
  const logged = api.logs.find((line) => line.msg === 'unexpected error');
  expect(logged).toMatchObject({
    requestId: headers.get('x-request-id'),
    err: { message: 'a secret in the stack', stack: expect.stringContaining('.ts') },
  });
});

test.each([
  ['DELETE', '/v1/conversations', 'GET', 'POST'],
  ['GET', `/v1/conversations/${randomUUID()}/messages`, 'POST', 'POST'],
  ['PATCH', `/v1/checkouts/${randomUUID()}/address`, 'PUT', 'PUT'],
])('%s %s is a 405 that says what is offered', async (method, path, ...offered) => {
  const { status, headers, body } = await api.client().ask(method, path);
  expect([status, body.type]).toEqual([405, '/problems/method_not_allowed']);
  for (const name of offered) expect(headers.get('allow')?.split(', ')).toContain(name);
});

test.each(['/%', '/%00', '/..%2f..%2fpackage.json', '/v1/%E0%A4%A'])(
  'the odd address %s does no harm',
  async (path) => {
    const { status, headers } = await api.client().ask('GET', path);
    expect([400, 404]).toContain(status);
    expect(headers.get('content-type')).toBe('application/problem+json');
  },
);
