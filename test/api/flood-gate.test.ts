import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import pino from 'pino';
import { createFloodGate, type FloodGate } from '../../api/flood-gate.js';
import { createFloods } from '../../api/limits/floods.js';
import { createApiServer } from '../../api/listen.js';
import { createMetrics } from '../../api/metrics.js';

const QUOTA = { requests: 3, seconds: 60 };
const PROXY = '127.0.0.9';

let now = 0;
let served = 0;
const logs: Record<string, unknown>[] = [];
const metrics = createMetrics();
let gate: FloodGate;
// Each test has a gate of its own, before one server.
const server = createApiServer((_, res) => void res.end(String(++served)), {
  logger: pino({ level: 'silent' }),
  gate: {
    guard: (handle) => (req, res) => gate.guard(handle)(req, res),
    closes: (socket) => gate.closes(socket),
  },
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
beforeEach(() => {
  served = 0;
  logs.splice(0);
  gate = newGate();
});

function newGate(connectionsPerAddress?: number): FloodGate {
  return createFloodGate({
    floods: createFloods(QUOTA, () => now),
    metrics,
    logger: pino({}, { write: (line: string) => void logs.push(JSON.parse(line)) }),
    trustedProxies: [PROXY],
    connectionsPerAddress,
  });
}

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** One request over a connection of its own, from an address of this machine; undefined where it was closed. */
function ask(from: string, forwardedFor?: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const headers = forwardedFor ? { 'x-forwarded-for': forwardedFor } : {};
    const agent = new Agent({ localAddress: from, keepAlive: true });
    const done = (answer?: Answer) => {
      agent.destroy();
      resolve(answer);
    };
    const sent = request(
      { port, host: '127.0.0.1', path: '/v1/config?secret=1', headers, agent },
      (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += String(chunk);
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    sent.on('error', () => done());
    sent.end();
  });
}

async function statuses(times: number, from: string, forwardedFor?: string): Promise<(number | undefined)[]> {
  const all = [];
  for (let n = 0; n < times; n++) all.push((await ask(from, forwardedFor))?.status);
  return all;
}

test('who asks too much is told so, and reaches nothing behind', async () => {
  expect(await statuses(3, '127.0.0.1')).toEqual([200, 200, 200]);
  const refused = await ask('127.0.0.1');
  expect(refused).toMatchObject({ status: 429, headers: { 'content-type': 'application/problem+json' } });
  expect(refused?.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  expect(JSON.parse(refused?.body ?? '')).toMatchObject({
    type: '/problems/rate_limited',
    instance: '/v1/config',
    requestId: refused?.headers['x-request-id'],
  });
  expect(served).toBe(3);
  expect(await statuses(1, '127.0.0.2')).toEqual([200]);
});

test('who goes on after refusals is not listened to for a minute after the last, which is said once', async () => {
  // Three are served, three refused in words; the next one closes, and then no connection is taken.
  const first = await statuses(7, '127.0.0.1');
  expect(first).toEqual([200, 200, 200, ...Array(4).fill(429)]);
  expect(await statuses(5, '127.0.0.1')).toEqual(Array(5).fill(undefined));
  expect(await statuses(1, '127.0.0.2')).toEqual([200]);
  expect(logs.map(({ msg }) => msg)).toEqual([
    'an address floods us',
    'an address goes on flooding us; it is not listened to',
  ]);
  now += 59_000;
  expect(await statuses(1, '127.0.0.1')).toEqual([undefined]);
  now += 61_000;
  expect(await statuses(1, '127.0.0.1')).not.toEqual([undefined]);
});

test('a proxy keeps its connections, whatever one of those behind it does', async () => {
  const flood = await statuses(14, PROXY, '192.0.2.1');
  expect(flood).toEqual([200, 200, 200, ...Array(11).fill(429)]);
  expect(await statuses(1, PROXY, '192.0.2.2')).toEqual([200]);
  expect((await ask(PROXY, '192.0.2.1'))?.headers.connection).not.toBe('close');
});

test('an address has so many connections at once, and a proxy as many as it likes', async () => {
  gate = newGate(4);
  const hold = (from: string) =>
    Array.from({ length: 6 }, () => connect({ port, host: '127.0.0.1', localAddress: from }));
  const held = [...hold('127.0.0.1'), ...hold(PROXY)];
  const isClosed = (socket: Socket) =>
    new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(true));
      socket.once('close', () => resolve(true));
      // One that was taken answers.
      socket.write('GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 192.0.2.3\r\n\r\n');
      socket.once('data', () => resolve(false));
    });
  const closed = await Promise.all(held.map(isClosed));
  expect(closed.slice(0, 6).filter(Boolean)).toHaveLength(2);
  expect(closed.slice(6).filter(Boolean)).toHaveLength(0);
  for (const socket of held) socket.destroy();
});
