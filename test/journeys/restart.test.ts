import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { embeddedPostgres } from '../../dev/servers/postgres.js';
import { until } from '../../dev/until.js';
import type { CheckoutView, TranscriptEntry } from '../../domain/index.js';
import { ApiClient } from '../api/support/client.js';
import { readRunFile, Start } from '../support/start.js';

jest.setTimeout(240_000);

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
};

let data: string;
let start: Start;
let shopper: ApiClient;
let conversation: string;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'shoptalk-restart-'));
  await chmod(data, 0o755);
  start = new Start(data);
  shopper = new ApiClient(await start.ready());
  conversation = (await shopper.ask('POST', '/v1/conversations')).body.id;
});
afterAll(async () => {
  start.process.kill('SIGTERM');
  await start.ended;
  await rm(data, { recursive: true, force: true });
});

async function kill(name: string): Promise<void> {
  const { children } = await readRunFile(data);
  process.kill(children.find((child) => child.name === name)?.pid ?? 0, 'SIGKILL');
}

/** Asks like the page does: the same request again until there is an answer. */
async function insist<Body>(method: string, where: string, json?: unknown, headers = {}): Promise<Body> {
  return until(
    async () => {
      const { status, body } = await shopper.ask(method, where, { json, headers });
      return status < 500 ? (body as Body) : undefined;
    },
    { what: `${method} ${where} to be answered`, timeoutMs: 90_000, everyMs: 300 },
  );
}

async function say(text: string, action?: unknown, meanwhile = async () => {}) {
  const message = { messageId: randomUUID(), text, action };
  const answer = insist<{ reply: { blocks: { type: string; checkoutId?: string }[] } }>(
    'POST',
    `/v1/conversations/${conversation}/messages`,
    message,
  );
  await meanwhile();
  return (await answer).reply.blocks;
}

const act = (id: string, method: string, step: string, json: unknown) =>
  insist<CheckoutView>(method, `/v1/checkouts/${id}/${step}`, json, { 'idempotency-key': randomUUID() });

const transcript = async (): Promise<TranscriptEntry[]> =>
  (await insist<{ entries: TranscriptEntry[] }>('GET', `/v1/conversations/${conversation}`)).entries;

test.each(['worker', 'api', 'temporal', 'redis', 'postgres'])(
  'a message that is under way when %s is killed is answered once, and the conversation is whole',
  async (name) => {
    const before = (await transcript()).length;
    const blocks = await say("men's jeans", undefined, () => kill(name));
    expect(blocks.map(({ type }) => type)).toContain('text');
    const added = (await transcript()).slice(before);
    expect(added.map(({ kind }) => kind)).toEqual(['message', 'reply']);
  },
);

test('a checkout goes on where it was, whatever is killed between its steps and while it is paid', async () => {
  const { rows } = await query(
    'select v.sku, v.product_id as "productId" from variants v where v.stock > 3 order by v.sku limit 1',
  );
  await say('Add', { type: 'add_to_cart', ...rows[0], quantity: 1 });
  await kill('temporal');
  const opened = await say('Check out', { type: 'checkout' }, () => kill('worker'));
  const id = opened.find(({ type }) => type === 'checkout')?.checkoutId ?? '';
  await until(
    async () => (await insist<CheckoutView>('GET', `/v1/checkouts/${id}`)).state === 'awaitingAddress',
    {
      what: 'the checkout to ask for the address',
      timeoutMs: 90_000,
    },
  );
  await kill('api');
  await act(id, 'PUT', 'address', address);
  await kill('worker');
  const { totals } = await act(id, 'PUT', 'shipping', { optionId: 'standard' });

  const paying = act(id, 'POST', 'payment', { paymentMethod: 'pm_card_visa', quotedTotal: totals.total });
  await kill('worker');
  await kill('api');
  await paying.catch(() => undefined);
  const paid = await until(
    async () => {
      const view = await insist<CheckoutView>('GET', `/v1/checkouts/${id}`);
      return view.state === 'completed' ? view : undefined;
    },
    { what: 'the checkout to be completed', timeoutMs: 120_000 },
  );

  expect(paid.totals).toEqual(totals);
  const orders = await query('select state, totals from orders where checkout_id = $1', [id]);
  expect(orders.rows).toEqual([{ state: 'paid', totals }]);
  const captures = await query(
    `select outcome from payment_attempts where checkout_id = $1 and operation = 'capture'`,
    [id],
  );
  expect(captures.rows).toEqual([{ outcome: 'captured' }]);
  const told = () =>
    transcript().then((entries) => entries.filter((entry) => entry.kind === 'reply' && !entry.inReplyTo));
  await until(async () => (await told()).length === 1, { what: 'the receipt', timeoutMs: 60_000 });
});

async function query(text: string, values: unknown[] = []) {
  const ports = JSON.parse(await readFile(path.join(data, 'ports.json'), 'utf8'));
  const { url } = embeddedPostgres({ folder: path.join(data, 'postgres'), port: ports.postgres });
  const client = new pg.Client({ connectionString: url('shoptalk') });
  await client.connect();
  return client.query(text, values).finally(() => client.end());
}
