import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** The access line of a request; it is written when the answer has left. */
async function lineOf(requestId: string | null) {
  for (;;) {
    const line = api.logs.find((entry) => entry.msg === 'request' && entry.requestId === requestId);
    if (line) return line;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('each request is one line with route, status and time', async () => {
  const guest = api.client();
  const id = await guest.openConversation();
  const { headers } = await guest.ask('GET', `/v1/conversations/${id}?after=3`);
  const line = await lineOf(headers.get('x-request-id'));
  expect(line).toMatchObject({
    route: '/v1/conversations/{id}',
    method: 'GET',
    status: 200,
    ms: expect.any(Number),
  });
  expect(api.logs.filter((entry) => entry.requestId === line.requestId)).toHaveLength(1);
});

test('nothing personal is logged: no texts, cookies, queries or tokens', async () => {
  const guest = api.client();
  const id = await guest.openConversation();
  const json = { messageId: randomUUID(), text: 'my name is Ada Lovelace' };
  await guest.ask('POST', `/v1/conversations/${id}/messages?who=lovelace`, { json });
  const { headers } = await guest.ask('GET', '/v1/staff/checkouts', {
    headers: { authorization: 'Bearer wrong-token' },
  });
  await lineOf(headers.get('x-request-id'));
  const everything = JSON.stringify(api.logs);
  expect(everything).not.toMatch(/lovelace|wrong-token/i);
  expect(everything).not.toContain(guest.cookies.get('shoptalk_guest'));
});
