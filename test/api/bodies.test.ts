import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient, Asking } from './support/client.js';

let api: TestApi;
let guest: ApiClient;
let path: string;

beforeAll(async () => {
  api = await startApi();
  guest = api.client();
  path = `/v1/conversations/${await guest.openConversation()}/messages`;
});
afterAll(() => api.close());

const message = (text: string) => JSON.stringify({ messageId: randomUUID(), text });
const JSON_TYPE = { 'content-type': 'application/json' };

async function refusal(asking: Asking) {
  const { status, body } = await guest.ask('POST', path, asking);
  const { rows } = await api.database.pool.query('select from conversation_events');
  expect(rows).toHaveLength(0);
  return { status, code: body.type.split('/').at(-1), detail: body.detail };
}

test('malformed JSON', async () => {
  expect(await refusal({ raw: '{"text": "hel', headers: JSON_TYPE })).toMatchObject({
    status: 400,
    code: 'malformed_request',
  });
});

test('an empty body', async () => {
  expect(await refusal({ raw: '', headers: JSON_TYPE })).toMatchObject({
    status: 400,
    detail: expect.stringMatching(/empty/),
  });
});

test('bytes that are not UTF-8', async () => {
  const raw = Buffer.concat([
    Buffer.from('{"messageId":"12345678","text":"'),
    Buffer.from([0xff, 0xfe, 0xc3]),
    Buffer.from('"}'),
  ]);
  expect(await refusal({ raw, headers: JSON_TYPE })).toMatchObject({
    status: 400,
    detail: expect.stringMatching(/UTF-8/),
  });
});

test.each(['\\ud800', '\\u0000'])('text with %s, which is no Unicode text', async (escaped) => {
  const raw = `{"messageId":"12345678","text":"a${escaped}b"}`;
  expect(await refusal({ raw, headers: JSON_TYPE })).toMatchObject({
    status: 400,
    code: 'malformed_request',
  });
});

test.each([33, 100, 5_000])('a body of %d kB', async (kilobytes) => {
  const raw = message('x'.repeat(kilobytes * 1024));
  expect(await refusal({ raw, headers: JSON_TYPE })).toMatchObject({ status: 413, code: 'too_large' });
});

test('a body without a length that grows too large', async () => {
  const chunk = new TextEncoder().encode('x'.repeat(10_000));
  const chunks = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 10; n++) controller.enqueue(chunk);
      controller.close();
    },
  });
  const response = await guest.open('POST', path, {
    body: chunks,
    headers: JSON_TYPE,
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(413);
});

test('JSON nested too deeply to be a message', async () => {
  const raw = '['.repeat(15_000) + ']'.repeat(15_000);
  expect((await refusal({ raw, headers: JSON_TYPE })).status).toBeLessThan(500);
});

test.each([
  ['no content type', {}],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text, which other sites may send', { 'content-type': 'text/plain' }],
  ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
  ['compression', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
])('%s', async (_name, headers) => {
  const raw = 'content-encoding' in headers ? gzipSync(message('hello')) : Buffer.from(message('hello'));
  expect(await refusal({ raw, headers })).toMatchObject({ status: 415, code: 'unsupported_media_type' });
});

test('the largest message there can be gets through, in any script', async () => {
  const { status } = await guest.ask('POST', path, {
    json: { messageId: randomUUID(), text: '日'.repeat(2_000) },
  });
  expect(status).toBe(200);
});
