import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import Stripe from 'stripe';
import { openEncryption } from '../../activities/adapters/encryption/open-encryption.js';
import { portError } from '../../activities/adapters/payments/stripe-errors.js';
import { encryptionSettings } from '../../config/encryption.js';
import { readConfig } from '../../config/index.js';
import { SECRETS } from '../../config/secrets.js';
import { checkoutWorkflowId, conversationWorkflowId, orderWorkflowId } from '../../workflows/messages.js';
import { redisUrl, temporalAddress, testServers } from '../support/servers.js';
import type { ApiClient, Json } from './support/client.js';
import { everyRow, payloadsIn } from './support/everything.js';
import { startApiProcess } from './support/process.js';
import { type Shop, startShop } from './support/shop.js';

jest.setTimeout(180_000);

/** One for each secret, so that what leaks says which. */
const canary = (name: string) => `canary${name.replaceAll('_', '').toLowerCase()}7f3e`;
const KEY = Buffer.from(canary('ENCRYPTION_KEYS').padEnd(32, 'x'));
const CANARIES: Record<string, string> = {
  ...Object.fromEntries(SECRETS.map((name) => [name, canary(name)])),
  ENCRYPTION_KEYS: KEY.toString('base64'),
  ADYEN_HMAC_KEY: Buffer.from(canary('ADYEN_HMAC_KEY').padEnd(32, 'x')).toString('hex'),
};
const secret = (name: string) => CANARIES[name] ?? '';

/** Of a shopper: none of these has a place outside the tables of conversations, checkouts and orders. */
const ADDRESS = {
  name: 'Zyxanthe Quillfeather',
  email: 'zyxanthe@quillfeather.example',
  line1: '7 Wobblewick Lane',
  city: 'Ploverton',
  region: 'CA',
  postalCode: '94199',
  country: 'US',
};
const PERSONAL = [...Object.values(ADDRESS).slice(0, 4), 'quillfeather', 'Floopernoodle'];

/** Servers that say back what they were told, as careless ones do: an error of theirs must not go into our logs. */
const echoing = createServer((request, response) => {
  response.writeHead(401, { 'content-type': 'application/json' });
  const message = `Incorrect API key provided: ${request.headers.authorization ?? request.headers['x-api-key']}`;
  response.end(
    JSON.stringify({ error: { message, type: 'invalid_request_error', code: 'invalid_api_key' }, message }),
  );
});
const mailServer = createTcpServer((socket) => {
  socket.on('error', () => undefined);
  socket.write('220 mail.test ESMTP\r\n');
  socket.on('data', (data) => {
    const said = data.toString();
    if (said.startsWith('EHLO')) socket.write('250-mail.test\r\n250 AUTH PLAIN LOGIN\r\n');
    else socket.write(`535 5.7.8 not accepted: ${said.trim()}\r\n`);
  });
});

let shop: Shop;
let guest: ApiClient;
/** Everything that was written, by where. */
const written = new Map<string, string>();

beforeAll(async () => {
  const [echo, smtp] = [await listen(echoing), await listen(mailServer)];
  shop = await startShop({
    more: {
      COOKIE_SECRET: secret('COOKIE_SECRET'),
      STAFF_TOKEN: secret('STAFF_TOKEN'),
      ENCRYPTION_KEYS: `first:${secret('ENCRYPTION_KEYS')}`,
      STRIPE_SECRET_KEY: `sk_test_${secret('STRIPE_SECRET_KEY')}`,
      STRIPE_WEBHOOK_SECRET: `whsec_${secret('STRIPE_WEBHOOK_SECRET')}`,
      PAYPAL_CLIENT_ID: 'paypal-client',
      PAYPAL_CLIENT_SECRET: secret('PAYPAL_CLIENT_SECRET'),
      PAYPAL_API_URL: `http://127.0.0.1:${echo}`,
      PAYPAL_WEBHOOK_ID: 'webhook',
      ADYEN_API_KEY: secret('ADYEN_API_KEY'),
      ADYEN_API_URL: `http://127.0.0.1:${echo}`,
      ADYEN_MERCHANT_ACCOUNT: 'TestShop',
      ADYEN_HMAC_KEY: secret('ADYEN_HMAC_KEY'),
      ADYEN_WEBHOOK_USER: 'adyen',
      ADYEN_WEBHOOK_PASSWORD: secret('ADYEN_WEBHOOK_PASSWORD'),
      OIDC_PROVIDERS: JSON.stringify([
        {
          id: 'people',
          name: 'People',
          kind: 'shopper',
          issuer: `http://127.0.0.1:${echo}`,
          clientId: 'shop',
          clientSecret: secret('OIDC_PROVIDERS'),
        },
      ]),
      SMTP_URL: `smtp://shop:${secret('SMTP_URL')}@127.0.0.1:${smtp}`,
      LLM_BASE_URL: `http://127.0.0.1:${echo}/v1`,
      LLM_MODEL: 'scripted',
      LLM_API_KEY: secret('LLM_API_KEY'),
      ...(redisUrl() && { REDIS_URL: redisUrl() ?? '' }),
    },
  });
  guest = shop.guest();
}, 120_000);
afterAll(async () => {
  await shop?.close();
  for (const server of [echoing, mailServer]) await new Promise((resolve) => server.close(resolve));
});

test('no secret is anywhere in what the stack writes, and nothing personal where it has no place', async () => {
  const { conversation, checkout, order } = await shopWithTrouble();
  await refusals();
  await lostDatabase();

  written.set('logs', shop.logs());
  written.set('complaints', shop.complaints());
  for (const address of [...shop.metrics, `${shop.api.base}/openapi.json`, `${shop.api.base}/v1/config`])
    written.set(address, await (await fetch(address)).text());
  const rows = await everyRow(shop.database.pool);
  written.set('tables', rows.map(({ row }) => row).join('\n'));
  written.set('redis', await everythingInRedis());
  const ids = [conversationWorkflowId(conversation), checkoutWorkflowId(checkout), orderWorkflowId(order)];
  const { histories, attributes } = await temporal(ids);
  written.set('histories', histories);
  written.set('search attributes', attributes);

  // That the search itself looks at the right places.
  expect(written.get('logs')).toContain(checkout);
  expect(written.get('tables')).toContain(order);
  expect(written.get('histories')).toContain(ADDRESS.email);
  expect(written.get('search attributes')).toContain('completed');
  expect(written.get('answers')).toContain('/problems/webhook_refused');

  const leaks = [...written].flatMap(([where, text]) =>
    Object.entries(CANARIES).flatMap(([name, value]) =>
      formsOf(value).some((form) => text.includes(form)) ? [`${name} in ${where}`] : [],
    ),
  );
  expect(leaks).toEqual([]);

  const tables = rows.filter(({ table }) =>
    /^(product_|webhook_|reconciliation_|audit_|data_keys|outbox)/.test(table),
  );
  const elsewhere = new Map(
    [...written].filter(([where]) => !['tables', 'histories', 'answers'].includes(where)),
  );
  elsewhere.set('tables of figures', tables.map(({ row }) => row).join('\n'));
  const personal = [...elsewhere].flatMap(([where, text]) =>
    PERSONAL.filter((word) => text.includes(word)).map((word) => `${word} in ${where}`),
  );
  expect(personal).toEqual([]);
});

test('a key that Stripe repeats in an error goes no further', () => {
  const message = `Invalid API Key provided: sk_test_${secret('STRIPE_SECRET_KEY')}, or whsec_${secret('STRIPE_WEBHOOK_SECRET')}`;
  const refused = new Stripe.errors.StripeAuthenticationError({
    type: 'invalid_request_error',
    message,
    statusCode: 401,
  });
  expect(portError(refused).message).toMatch(/Invalid API Key provided: sk_test_…, or whsec_…/);
});

test('a configuration that is wrong is told of without its values', () => {
  const wrong = Object.fromEntries(SECRETS.map((name) => [name, `${canary(name)} \n`]));
  const attempt = () => readConfig({ ...wrong, COOKIE_SECRET: 'short', STAFF_TOKEN: 'short-canary' });
  expect(attempt).toThrow(/COOKIE_SECRET/);
  try {
    attempt();
  } catch (error) {
    expect(String(error)).not.toContain('canary');
  }
});

async function ask(
  method: string,
  path: string,
  options: Parameters<ApiClient['ask']>[2] = {},
): Promise<Json> {
  const answer = await guest.ask(method, path, options);
  const head = [...answer.headers].map(([name, value]) => (name === 'set-cookie' ? '' : `${name}: ${value}`));
  written.set('answers', [written.get('answers'), ...head, answer.text].join('\n'));
  return answer;
}

/** A chat and a purchase, in which every server is asked with its secret, and fails once. */
async function shopWithTrouble() {
  const { conversation, checkout, act } = await readyToPay();
  for (const optionId of ['paypal', 'adyen']) await triesToPayWith(optionId);
  await shop.faults({ operation: 'payment_intents.confirm', kind: 'server_error', status: 500, times: 1 });
  const { totals } = await until(checkout, () => true);
  await act('POST', 'payment', { paymentMethod: 'pm_card_visa', quotedTotal: totals.total });
  const { orderId } = await until(checkout, ({ state }) => state === 'completed');
  // The receipt is tried, and refused.
  await untilLogged('mail');
  return { conversation, checkout, order: orderId as string };
}

async function readyToPay() {
  const conversation = await guest.openConversation();
  const say = async (text: string, action?: object) => {
    const json = { messageId: randomUUID(), text, action };
    const { body } = await ask('POST', `/v1/conversations/${conversation}/messages`, { json });
    return body.reply.blocks as Json[];
  };
  await say('my dog Floopernoodle needs something or other for the whatsit');
  const { rows } = await shop.database.pool.query(
    'select product_id, sku from variants where stock >= 10 limit 1',
  );
  await say('Add', { type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 });
  const blocks = await say('Check out', { type: 'checkout' });
  const checkout = blocks.find(({ type }) => type === 'checkout').checkoutId as string;
  const act = (method: string, part: string, json: object) =>
    ask(method, `/v1/checkouts/${checkout}/${part}`, { json });
  await until(checkout, ({ state }) => state === 'awaitingAddress');
  await act('PUT', 'address', ADDRESS);
  await act('PUT', 'shipping', { optionId: 'standard' });
  await until(checkout, ({ state }) => state === 'awaitingPayment');
  return { conversation, checkout, act };
}

/** A provider that lets nobody in: a person has to look after it. */
async function triesToPayWith(optionId: string): Promise<void> {
  const { checkout, act } = await readyToPay();
  await act('PUT', 'payment-option', { optionId });
  const { state, totals } = await until(checkout, (view) =>
    ['stalled', 'awaitingPayment'].includes(view.state),
  );
  if (state === 'stalled') return;
  await act('POST', 'payment', { paymentMethod: optionId, quotedTotal: totals.total });
  await until(checkout, (view) => ['stalled', 'confirmingOutcome'].includes(view.state));
}

function staff(method: string, path: string, json?: object): Promise<Json> {
  return ask(method, path, { json, headers: { authorization: `Bearer ${secret('STAFF_TOKEN')}` } });
}

/** What comes with wrong proofs, and right secrets in wrong places. */
async function refusals(): Promise<void> {
  for (const provider of ['stripe', 'paypal', 'adyen']) {
    const headers = {
      'content-type': 'application/json',
      'stripe-signature': `t=1,v1=${secret('STRIPE_WEBHOOK_SECRET')}`,
      authorization: `Basic ${Buffer.from(`adyen:${secret('ADYEN_WEBHOOK_PASSWORD')}`).toString('base64')}`,
    };
    await ask('POST', `/v1/webhooks/${provider}`, { raw: '{"notificationItems":[{}]}', headers });
  }
  await ask('GET', '/v1/sign-in/people');
  await ask('GET', '/v1/staff/audit', { headers: { authorization: `Bearer ${secret('STAFF_TOKEN')}x` } });
  await staff('GET', '/v1/staff/audit');
}

/** An api whose database does not let it in. */
async function lostDatabase(): Promise<void> {
  const { hostname, port } = new URL(testServers().postgresUrl);
  const api = await startApiProcess({
    DATABASE_URL: `postgres://nobody:${secret('DATABASE_URL')}@${hostname}:${port}/nothing`,
    TEMPORAL_ADDRESS: temporalAddress(),
    REDIS_URL: `redis://:${secret('REDIS_URL')}@127.0.0.1:9`,
    COOKIE_SECRET: secret('COOKIE_SECRET'),
    LOG_LEVEL: 'debug',
  });
  const answers = await Promise.all(
    ['/readyz', '/v1/conversations', '/metrics'].map(async (path) => (await fetch(api.base + path)).text()),
  );
  await fetch(`${api.base}/v1/conversations`, { method: 'POST' });
  await api.stop('SIGKILL');
  written.set(
    'an api without a database',
    [...answers, JSON.stringify(api.logs), api.complaints()].join('\n'),
  );
}

async function until(id: string, isSo: (view: Json) => boolean): Promise<Json> {
  for (const giveUp = Date.now() + 60_000; Date.now() < giveUp; ) {
    const { body } = await guest.ask('GET', `/v1/checkouts/${id}`);
    if (isSo(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `the checkout never came to be so: ${(await guest.ask('GET', `/v1/checkouts/${id}`)).text}`,
  );
}

async function untilLogged(word: string): Promise<void> {
  for (const giveUp = Date.now() + 60_000; Date.now() < giveUp; ) {
    if (shop.lines().some(({ msg }) => msg?.includes(word))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing was logged about ${word}`);
}

async function everythingInRedis(): Promise<string> {
  const url = redisUrl();
  if (!url) return '';
  const redis = new Redis(url);
  try {
    const keys = await redis.keys('*');
    const values = await Promise.all(keys.map((key) => redis.dump(key)));
    return [...keys, ...values].join('\n');
  } finally {
    redis.disconnect();
  }
}

async function temporal(ids: string[]): Promise<{ histories: string; attributes: string }> {
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    const { workflow } = new Client({ connection });
    const config = readConfig({
      COOKIE_SECRET: 'x'.repeat(16),
      ENCRYPTION_KEYS: `first:${secret('ENCRYPTION_KEYS')}`,
    });
    const { codec } = openEncryption(shop.database.pool, encryptionSettings(config)) ?? {};
    const histories: string[] = [];
    const attributes: string[] = [];
    for (const id of ids) {
      const handle = workflow.getHandle(id);
      const history = await handle.fetchHistory();
      const opened = (await codec?.decode(payloadsIn(history))) ?? [];
      const content = opened.map(({ data }) => Buffer.from(data ?? []).toString());
      histories.push(JSON.stringify(history), ...content);
      const { memo, searchAttributes } = await handle.describe();
      attributes.push(JSON.stringify({ id, memo, searchAttributes }));
    }
    return { histories: histories.join('\n'), attributes: attributes.join('\n') };
  } finally {
    await connection.close();
  }
}

/** As it is, and as base64 or a URL would carry it. */
function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
  return [value, encodeURIComponent(value), base64.slice(0, -2), Buffer.from(value).toString('hex')];
}

async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
