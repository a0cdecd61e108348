import { once } from 'node:events';
import { connect } from 'node:net';
import { startApi, type TestApi } from './support/api.js';
import { ADDRESS, givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';

/** What scanners send first, each refused in words, with nothing behind it moved. Floods, slow senders and heads: `connections`. */
let api: TestApi;
let guest: ApiClient;
let conversation: string;
beforeAll(async () => {
  api = await startApi();
  guest = api.client();
  conversation = await guest.openConversation();
});
afterAll(() => api.close());
beforeEach(() => {
  api.asked.length = 0;
  api.logs.length = 0;
});
afterEach(() => expect(api.logs.filter(({ level }) => Number(level) >= 50)).toEqual([]));

/** Sends these bytes as they are, and reads all that comes back until the server closes. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(api.base).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const cookieOf = (client: ApiClient) =>
  [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const post = (head: string, body: string) =>
  `POST /v1/conversations/${conversation}/messages HTTP/1.1\r\nhost: x\r\nconnection: close\r\n` +
  `cookie: ${cookieOf(guest)}\r\n${head}\r\n\r\n${body}`;

test.each([
  [
    'a form with a file',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nhi\r\n--x--\r\n',
  ],
  ['a multipart body without its boundary', 'multipart/form-data', '--x\r\nhello'],
  [
    'a multipart body that ends in the middle',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-da',
  ],
  ['a boundary that is far too long', `multipart/form-data; boundary=${'x'.repeat(2_000)}`, '--'],
  ['multipart in JSON clothes', 'application/json; boundary=x', '--x\r\n\r\n{}\r\n--x--'],
])('%s is refused', async (_, type, body) => {
  const answer = await answerTo(post(`content-type: ${type}\r\ncontent-length: ${body.length}`, body));
  expect([400, 415]).toContain(statusOf(answer));
  expect(answer).toContain('application/problem+json');
  expect(api.asked).toEqual([]);
});

test.each([
  ['a chunk shorter than it says', `10\r\n{"text":\r\n0\r\n\r\n${'x'.repeat(20)}`],
  ['a chunk longer than it says', '2\r\n{"text":"hello"}\r\n0\r\n\r\n'],
  ['a length that is no number', 'xyz\r\n{}\r\n0\r\n\r\n'],
  ['a negative length', '-1\r\n{}\r\n0\r\n\r\n'],
  ['an endless length', 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n'],
])('a chunked body with %s is refused', async (_, body) => {
  const answer = await answerTo(post('content-type: application/json\r\ntransfer-encoding: chunked', body));
  expect(statusOf(answer)).toBe(400);
  expect(api.asked).toEqual([]);
});

test.each(['gzip, chunked', 'chunked, chunked', 'identity', 'xchunked'])(
  'the transfer encoding "%s" is refused',
  async (encoding) => {
    const answer = await answerTo(
      post(`content-type: application/json\r\ntransfer-encoding: ${encoding}`, '0\r\n\r\n'),
    );
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(statusOf(answer)).toBeLessThan(500);
    expect(api.asked).toEqual([]);
  },
);

test('one request does not hide another in its body', async () => {
  const hidden = `GET /v1/config HTTP/1.1\r\nhost: x\r\n\r\n`;
  const answer = await answerTo(
    post(
      `content-type: application/json\r\ncontent-length: 6\r\ntransfer-encoding: chunked`,
      `0\r\n\r\n${hidden}`,
    ),
  );
  expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400']);
});

test.each(['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}'])(
  'a body with %s changes no object but itself',
  async (pollution) => {
    const { id } = await givenCheckout(api.database.pool, conversation);
    const raw = JSON.stringify(ADDRESS).replace('{', `${pollution.slice(0, -1)},`);
    const headers = { 'content-type': 'application/json' };
    const answer = await guest.ask('PUT', `/v1/checkouts/${id}/address`, { raw, headers });
    expect(answer.status).toBeLessThan(500);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    // What goes on to the workflow is an address and nothing else.
    expect(JSON.stringify(api.asked)).not.toContain('isAdmin');
  },
);

test.each(['?__proto__[isAdmin]=1', '?constructor.prototype.isAdmin=1', '?__proto__=1&limit=1'])(
  'the query %s changes no object but itself',
  async (query) => {
    const answer = await guest.ask('GET', `/v1/conversations/${conversation}${query}`);
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  },
);

test.each([
  '/../package.json',
  '/../../../../etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cpackage.json',
  '/%c0%ae%c0%ae/package.json',
  '/styles/..%00/package.json',
  '/docs/..%2f..%2fpackage.json',
  '//etc/passwd',
])('%s leads out of no folder', async (path) => {
  const answer = await answerTo(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  expect([400, 404]).toContain(statusOf(answer));
  expect(answer).not.toMatch(/root:|"dependencies"/);
});

test.each([
  '/v1/sign-in/people?return_to=/%0d%0aset-cookie:%20evil=1',
  '/one-moment/?to=%0d%0aset-cookie:%20evil=1',
  '/v1/conversations/%0d%0aset-cookie:%20evil=1',
  '/%0d%0aset-cookie:%20evil=1',
])('%s writes no header of its own', async (path) => {
  const answer = await answerTo(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const [head = ''] = answer.split('\r\n\r\n');
  expect(head).not.toMatch(/^set-cookie: evil/im);
  expect(statusOf(answer)).toBeLessThan(500);
});

test('TRACE tells nothing back', async () => {
  const answer = await answerTo(
    'TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: secret=1\r\n\r\n',
  );
  expect([404, 405]).toContain(statusOf(answer));
  expect(answer).not.toContain('secret');
});

test('a request id that would write lines of its own into the log is not taken', async () => {
  const forged = 'abcdefgh","level":60,"msg":"forged';
  const answer = await answerTo(
    `GET /v1/config HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-request-id: ${forged}\r\n\r\n`,
  );
  expect(answer).not.toContain('forged');
  expect(JSON.stringify(api.logs)).not.toContain('forged');
});
