import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import pino from 'pino';
import { createApiServer, MAX_HEAD_BYTES } from '../../api/listen.js';

const logs: Record<string, unknown>[] = [];
const logger = pino({}, { write: (line: string) => void logs.push(JSON.parse(line)) });
const server = createApiServer((_, res) => res.end('hello'), {
  logger,
  timeOuts: { head: 150, request: 300, lookEvery: 20 },
});
let port: number;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void logs.splice(0));

/** Sends these bytes, and reads until the server closes the connection. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  await once(socket, 'close');
  return answer;
}

function problemIn(answer: string): { status: number; type: string; detail: string } {
  expect(answer).toMatch(/^content-type: application\/problem\+json\r$/m);
  expect(answer).not.toMatch(/node:|\.ts:|at .*\(/);
  return JSON.parse(answer.split('\r\n\r\n')[1] ?? '');
}

test.each([
  [
    'oversized cookies',
    `GET / HTTP/1.1\r\nhost: x\r\ncookie: a=${'b'.repeat(MAX_HEAD_BYTES)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
  [
    'a header that smuggles another in',
    'GET / HTTP/1.1\r\nhost: x\r\na: b\rset-cookie: c\r\n\r\n',
    400,
    'malformed_request',
  ],
  [
    'two lengths of one body',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    400,
    'malformed_request',
  ],
  [
    'a length beside chunks',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'malformed_request',
  ],
  [
    'chunks of no length',
    'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n',
    400,
    'malformed_request',
  ],
  ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400, 'malformed_request'],
  ['a head that never ends', 'GET / HTTP/1.1\r\nhost: x\r\n', 408, 'too_slow'],
  [
    'a body that never comes',
    'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
    408,
    'too_slow',
  ],
])('%s is refused with a problem document, and logged once', async (_, bytes, status, code) => {
  const answer = await answerTo(bytes);
  const last = answer.slice(answer.lastIndexOf('HTTP/1.1 4'));
  expect(problemIn(last)).toMatchObject({ status, type: `/problems/${code}` });
  expect(logs).toHaveLength(1);
});

test('what comes after is served as ever', async () => {
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hello');
});
