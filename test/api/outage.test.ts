import { randomUUID } from 'node:crypto';
import { redisUrl, type TestDatabase, temporalAddress, testDatabase } from '../support/servers.js';
import { ApiClient } from './support/client.js';
import { appendReply } from './support/gateway.js';
import { Passage } from './support/passage.js';
import { startApiProcess } from './support/process.js';
import { startSampleWorker } from './support/sample-worker.js';
import { EventReader } from './support/sse.js';

jest.setTimeout(60_000);

/** One story, in order: the api starts with nothing behind it, and servers come, go and come back. */
let database: TestDatabase;
let postgres: Passage;
let temporal: Passage;
/** Where there is a Redis. */
let redis: Passage | undefined;
let sample: Awaited<ReturnType<typeof startSampleWorker>>;
let api: Awaited<ReturnType<typeof startApiProcess>>;
let guest: ApiClient;
let conversation: string;
let stream: EventReader;

beforeAll(async () => {
  database = await testDatabase();
  const { hostname, port } = new URL(database.url);
  postgres = await Passage.to(hostname, Number(port));
  const [host = '', temporalPort] = temporalAddress().split(':');
  temporal = await Passage.to(host, Number(temporalPort));
  const cache = redisUrl() && new URL(redisUrl() as string);
  redis = cache ? await Passage.to(cache.hostname, Number(cache.port)) : undefined;
  sample = await startSampleWorker(temporalAddress(), {
    reply: (conversationId, messageId) =>
      appendReply(database.pool, conversationId, messageId, 'hello to you'),
  });
  api = await startApiProcess({
    DATABASE_URL: Object.assign(new URL(database.urlAs('api')), { host: `127.0.0.1:${postgres.port}` }).href,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporal.port}`,
    TASK_QUEUE: sample.taskQueue,
    ...(redis && { REDIS_URL: `redis://127.0.0.1:${redis.port}` }),
    TURN_TIMEOUT_MS: '4000',
  });
  guest = new ApiClient(api.base);
});
afterAll(async () => {
  stream?.close();
  await api?.stop('SIGKILL');
  await sample?.close();
  await postgres?.down();
  await temporal?.down();
  await redis?.down();
  await database?.close();
});
afterEach(() => expect(api.isRunning()).toBe(true));

const checks = async () => (await guest.ask('GET', '/readyz')).body.checks;
/** Whether one of two probes, a second apart, finds a server so: far within the five seconds that are promised. */
const flips = async (server: string, state: 'ok' | 'down') => {
  for (let probe = 1; probe <= 2; probe += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    if ((await checks())[server] === state) return true;
  }
  return false;
};
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
};
const say = (messageId: string) =>
  guest.ask('POST', `/v1/conversations/${conversation}/messages`, { json: { messageId, text: 'hello' } });
const UNAVAILABLE = { status: 503, body: { type: '/problems/unavailable' } };

test('starts with neither Postgres nor Temporal, and says so', async () => {
  expect((await guest.ask('GET', '/livez')).status).toBe(200);
  const ready = await guest.ask('GET', '/readyz');
  expect([ready.status, ready.body]).toEqual([
    503,
    {
      status: 'unavailable',
      checks: { postgres: 'down', temporal: 'down', ...(redis && { redis: 'down' }) },
    },
  ]);
  const answer = await guest.ask('POST', '/v1/conversations');
  expect(answer).toMatchObject(UNAVAILABLE);
  expect(answer.headers.get('retry-after')).toBeTruthy();
});

test('finds Postgres when it comes', async () => {
  await postgres.up();
  expect(await flips('postgres', 'ok')).toBe(true);
  conversation = await guest.openConversation();
  stream = await EventReader.open(guest, `/v1/conversations/${conversation}/events`);
  expect(stream.response.status).toBe(200);
});

const first = randomUUID();

test('without Temporal a message is kept, and told to be sent again', async () => {
  expect(await say(first)).toMatchObject(UNAVAILABLE);
  expect(await stream.next()).toMatchObject({ id: '1', data: { messageId: first } });
});

test('finds Temporal when it comes; the message that waited is answered once', async () => {
  await temporal.up();
  expect(await flips('temporal', 'ok')).toBe(true);
  const answers = await Promise.all([say(first), say(first)]);
  for (const { status, body } of answers) expect([status, body.reply.seq]).toEqual([200, 2]);
  expect((await say(first)).body.reply.seq).toBe(2);
  expect(await stream.next()).toMatchObject({ id: '2' });
});

const second = randomUUID();

test('when Temporal goes while running, messages wait; when it is back, they go on', async () => {
  await temporal.down();
  expect(await say(second)).toMatchObject(UNAVAILABLE);
  expect(await stream.next()).toMatchObject({ id: '3', data: { messageId: second } });
  expect(await flips('temporal', 'down')).toBe(true);
  await temporal.up();
  expect(await flips('temporal', 'ok')).toBe(true);
  await until(async () => (await say(second)).status === 200);
  expect(await stream.next()).toMatchObject({ id: '4', data: { inReplyTo: second } });
});

test('when Postgres goes while running, everything says 503; open streams live through it and miss nothing', async () => {
  await postgres.down();
  expect(await guest.ask('GET', `/v1/conversations/${conversation}`)).toMatchObject(UNAVAILABLE);
  expect(await say(randomUUID())).toMatchObject(UNAVAILABLE);
  expect(await checks()).toMatchObject({ postgres: 'down', temporal: 'ok' });
  await appendReply(database.pool, conversation, 'meanwhile', 'while you were out');
  await postgres.up();
  expect(await flips('postgres', 'ok')).toBe(true);
  expect(await stream.next()).toMatchObject({ id: '5', data: { blocks: [{ text: 'while you were out' }] } });
  expect((await guest.ask('GET', `/v1/conversations/${conversation}`)).status).toBe(200);
});

(redisUrl() ? test : test.skip)(
  'Redis may come and go: readiness says so and stays, and products are shown all the time',
  async () => {
    const { rows } = await database.pool.query('select id from products order by id limit 1');
    const look = async () => {
      const { status, body } = await guest.ask('GET', '/readyz');
      return [status, body.checks.redis];
    };
    /** Whether one of two looks finds it so. */
    const soon = async (state: string) => [await look(), await look()].some(([, redis]) => redis === state);
    const similar = async () => (await guest.ask('GET', `/v1/products/${rows[0].id}/similar`)).status;
    expect([await look(), await similar()]).toEqual([[200, 'down'], 200]);
    await redis?.up();
    expect(await flips('redis', 'ok')).toBe(true);
    expect([await look(), await similar()]).toEqual([[200, 'ok'], 200]);
    await redis?.down();
    expect([await soon('down'), await similar()]).toEqual([true, 200]);
    expect(await look()).toEqual([200, 'down']);
  },
);

test('told to stop, it ends its streams and itself', async () => {
  const other = await startApiProcess({
    DATABASE_URL: database.urlAs('api'),
    TEMPORAL_ADDRESS: temporalAddress(),
  });
  const client = new ApiClient(other.base);
  const reader = await EventReader.open(
    client,
    `/v1/conversations/${await client.openConversation()}/events`,
  );
  const [code, event] = await Promise.all([other.stop('SIGTERM'), reader.next()]);
  expect([code, event]).toEqual([0, undefined]);
  expect(other.logs.at(-1)).toMatchObject({ msg: 'stopped' });
});

test('says which variables are missing or wrong', async () => {
  const start = startApiProcess({ COOKIE_SECRET: 'short', DATABASE_URL: 'nowhere' });
  await expect(start).rejects.toThrow(/COOKIE_SECRET[\s\S]*|DATABASE_URL/);
});
