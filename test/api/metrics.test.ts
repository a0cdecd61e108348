import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';
import { EventReader } from './support/sse.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const metrics = async () => (await api.client().ask('GET', '/metrics')).text;

test('requests are counted by route template, method and status', async () => {
  const guest = api.client();
  for (let n = 0; n < 3; n++) await guest.ask('GET', `/v1/conversations/${await guest.openConversation()}`);
  const text = await metrics();
  expect(text).toContain('http_requests_total{route="/v1/conversations/{id}",method="GET",status="200"} 3');
  expect(text).toContain(
    'http_request_duration_seconds_count{route="/v1/conversations/{id}",method="GET",status="200"} 3',
  );
});

test('inventing addresses and methods makes no new series', async () => {
  const guest = api.client();
  await guest.ask('GET', `/${randomUUID()}`);
  await guest.ask('PROPFIND', '/livez');
  const before = (await metrics()).split('\n').length;
  for (let n = 0; n < 5; n++) {
    await guest.ask('GET', `/${randomUUID()}`);
    await guest.ask('REPORT', '/livez');
  }
  expect((await metrics()).split('\n').length).toBe(before);
});

test('turns are timed by how they went', async () => {
  const guest = api.client();
  const id = await guest.openConversation();
  const json = { messageId: randomUUID(), text: 'hello' };
  await guest.ask('POST', `/v1/conversations/${id}/messages`, { json });
  await guest.ask('POST', `/v1/conversations/${id}/messages`, { json });
  await guest.ask('POST', `/v1/conversations/${id}/messages`, { json: { ...json, text: 'bye' } });
  const text = await metrics();
  for (const outcome of ['replied', 'repeated', 'refused']) {
    expect(text).toContain(`shoptalk_turn_duration_seconds_count{outcome="${outcome}",intent="none"} 1`);
  }
});

test('open event streams are counted, and no time is measured for them', async () => {
  const guest = api.client();
  const reader = await EventReader.open(guest, `/v1/conversations/${await guest.openConversation()}/events`);
  expect(await metrics()).toContain('shoptalk_event_streams 1');
  reader.close();
  while (!(await metrics()).includes('shoptalk_event_streams 0'))
    await new Promise((resolve) => setTimeout(resolve, 10));
  const text = await metrics();
  expect(text).toContain(
    'http_requests_total{route="/v1/conversations/{id}/events",method="GET",status="200"} 1',
  );
  expect(text).not.toContain('http_request_duration_seconds_count{route="/v1/conversations/{id}/events"');
});
