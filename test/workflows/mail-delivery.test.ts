import { randomUUID } from 'node:crypto';
import getPort from 'get-port';
import { refusal, type Smtp, startSmtp } from '../contract/mail/smtp-under-test.js';
import { address, Buyer } from './support/buyer.js';
import { historyOf, run } from './support/clockwork.js';
import { type Guest, startWorkflows, type Workflows, wordsOf } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
let smtp: Smtp | undefined;
let port: number;
const ONE_LOOK = { forMs: 0, everyMs: 1 };

beforeAll(async () => {
  port = await getPort({ host: '127.0.0.1' });
  shop = await startWorkflows({
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'The shop <orders@shop.example>' },
  });
});
afterAll(() => shop.close());
beforeEach(() => shop.pool.query('delete from outbox'));
afterEach(async () => {
  await smtp?.close();
  smtp = undefined;
});

async function serve(options?: Parameters<typeof startSmtp>[0]): Promise<Smtp> {
  smtp = await startSmtp(options, port);
  return smtp;
}

/** An order as a checkout leaves it, with its row in the outbox; cheaper than buying. */
async function givenOrder(name: string = address.name, by?: Guest): Promise<{ id: string; number: string }> {
  const guest = by ?? (await shop.guest());
  const id = randomUUID();
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const { rows } = await shop.pool.query(
    `insert into orders (id, checkout_id, conversation_id, shopper_id, state, totals, address, shipping)
     values ($1, $2, $3, $4, 'paid', $5, $6, $7) returning number`,
    [
      id,
      randomUUID(),
      guest.id,
      guest.shopperId,
      { subtotal: usd(4_990), shipping: usd(595), tax: usd(405), total: usd(5_990) },
      { ...address, name },
      { id: 'standard', label: 'Standard', price: usd(595), days: { min: 3, max: 5 } },
    ],
  );
  await shop.pool.query(
    `insert into order_lines (order_id, position, sku, quantity, line) values ($1, 0, 'S1', 1, $2)`,
    [
      id,
      {
        ...{ sku: 'S1', productId: 1, name: 'Slim Jeans', brand: 'Kettering', size: '32', colour: 'blue' },
        ...{ quantity: 1, unitPrice: usd(4_990), lineTotal: usd(4_990), imageUrl: '/i.svg' },
      },
    ],
  );
  return { id, number: rows[0].number };
}

async function queue(topic: string, payload: object, ref: string = randomUUID()): Promise<void> {
  await shop.pool.query('insert into outbox (topic, ref, payload) values ($1, $2, $3)', [
    topic,
    ref,
    payload,
  ]);
}

const outbox = async () =>
  (
    await shop.pool.query(
      'select topic, outcome, attempts, last_error, next_try > now() as waits from outbox order by id',
    )
  ).rows;
const makeDue = () => shop.pool.query('update outbox set next_try = now() where outcome is null');

test('a bought order is confirmed by mail, which a run that looks every moment finds by itself', async () => {
  const server = await serve();
  const delivery = await shop.client.workflow.start('mailDelivery', {
    workflowId: `mail-delivery-${randomUUID()}`,
    taskQueue: shop.taskQueue,
    args: [{ forMs: 60_000, everyMs: 200 }],
  });
  const buyer = await Buyer.readyToPay(shop);
  await buyer.pay();
  await buyer.reaches('completed');
  while (server.mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  const [mail] = server.mails;
  const { rows } = await shop.pool.query(
    `select o.number, o.totals, o.conversation_id, l.line->>'name' as name
     from orders o join order_lines l on l.order_id = o.id where checkout_id = $1`,
    [buyer.id],
  );
  expect(mail?.to).toMatchObject({ value: [{ name: address.name, address: address.email }] });
  expect(mail?.subject).toContain(rows[0].number);
  expect(mail?.text).toContain(rows[0].name);
  expect(mail?.text).toContain(`$${(rows[0].totals.total.amount / 100).toFixed(2)}`);
  expect((await outbox())[0]).toMatchObject({ topic: 'order.placed', outcome: 'sent', attempts: 1 });

  const transcript = async () =>
    (
      await shop.pool.query(
        `select payload from conversation_events where conversation_id = $1 and ref like 'checkout-completed%'`,
        [rows[0].conversation_id],
      )
    ).rows[0]?.payload.blocks;
  let receipt = await transcript();
  while (!receipt) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    receipt = await transcript();
  }
  expect(wordsOf(receipt)).toContain('on its way to you by mail');
  await delivery.terminate();
});

test.each([
  ['order.shipped', { tracking: { carrier: 'UPS', number: '1Z999' } }, 'is on its way', '1Z999'],
  ['order.refunded', { amount: { amount: 2_000, currency: 'USD' } }, 'refund', '$20.00'],
  ['order.cancelled', {}, 'is cancelled', 'Slim Jeans'],
  [
    'order.return_label',
    { labelUrl: 'https://shop.example/label.pdf' },
    'return',
    'https://shop.example/label.pdf',
  ],
])('%s becomes its mail, with what belongs to it', async (topic, more, subject, words) => {
  const server = await serve();
  const order = await givenOrder();
  await queue(topic, { orderId: order.id, ...more });
  await run(shop, 'mailDelivery', ONE_LOOK);
  expect(server.mails[0]?.subject).toContain(subject);
  expect(server.mails[0]?.text).toContain(order.number);
  expect(server.mails[0]?.text).toContain(words);
});

test('mails are in the language that the shop last spoke with the shopper', async () => {
  const server = await serve();
  const guest = await shop.guest();
  await guest.say('¿tenéis vaqueros negros para mujer?');
  const { rows } = await shop.pool.query('select language from conversations where id = $1', [guest.id]);
  expect(rows).toEqual([{ language: 'es' }]);
  const order = await givenOrder(undefined, guest);
  await queue('order.placed', { orderId: order.id });
  await run(shop, 'mailDelivery', ONE_LOOK);
  const [mail] = server.mails;
  expect(mail?.subject).toBe(`Tu recibo del pedido ${order.number}`);
  expect(mail?.text).toContain('59,90');
  expect(mail?.text).toContain('de 3 a 5 días laborables');
});

test('while the mail server is down nothing is lost or put aside; when it is back all leaves by itself', async () => {
  const orders = await Promise.all([givenOrder(), givenOrder()]);
  for (const { id } of orders) await queue('order.placed', { orderId: id });
  for (let look = 0; look < 3; look++) {
    await run(shop, 'mailDelivery', ONE_LOOK);
    await makeDue();
  }
  expect(await outbox()).toMatchObject([
    { outcome: null, attempts: 0, last_error: expect.stringContaining('ECONNREFUSED') },
    { outcome: null, attempts: 0 },
  ]);
  const server = await serve();
  await run(shop, 'mailDelivery', ONE_LOOK);
  expect(server.mails).toHaveLength(2);
  expect((await outbox()).map(({ outcome }) => outcome)).toEqual(['sent', 'sent']);
});

test('several that send at once send each mail once', async () => {
  const server = await serve();
  const order = await givenOrder();
  for (let n = 0; n < 20; n++) await queue('order.placed', { orderId: order.id }, `ref-${n}`);
  const deliveries = await Promise.all(Array.from({ length: 4 }, () => shop.activities.deliverMail()));
  const ids = server.mails.map(({ messageId }) => messageId).sort();
  expect(ids).toHaveLength(20);
  expect(new Set(ids).size).toBe(20);
  expect(deliveries.reduce((sum, { sent }) => sum + sent, 0)).toBe(20);
});

test('whoever dies while sending leaves the mail to be sent again, under the same Message-ID', async () => {
  const server = await serve();
  const order = await givenOrder();
  await queue('order.placed', { orderId: order.id }, 'the-ref');
  await shop.activities.deliverMail();
  // Sent, but nobody lived to write that down.
  await shop.pool.query('update outbox set outcome = null, settled_at = null, next_try = now()');
  await shop.activities.deliverMail();
  expect(server.mails.map(({ messageId }) => messageId)).toEqual([
    '<order.placed.the-ref@shop.example>',
    '<order.placed.the-ref@shop.example>',
  ]);
});

test('what nobody knows, what is broken and what is refused is parked, visibly, and holds up nothing', async () => {
  const server = await serve({
    onRcptTo: ({ address: to }, _session, done) =>
      done(to === 'gone@example.com' ? refusal(550, `no such user ${to}`) : null),
  });
  const order = await givenOrder();
  const gone = await givenOrder();
  await shop.pool.query(
    `update orders set address = address || '{"email": "gone@example.com"}' where id = $1`,
    [gone.id],
  );
  await queue('order.teleported', { orderId: order.id });
  await queue('order.placed', { order: 'what?' });
  await queue('order.placed', { orderId: randomUUID() });
  await queue('order.placed', { orderId: gone.id });
  await queue('order.placed', { orderId: order.id });
  await run(shop, 'mailDelivery', ONE_LOOK);
  expect(await outbox()).toMatchObject([
    { outcome: 'parked', last_error: 'nobody knows what to write about the topic "order.teleported"' },
    { outcome: 'parked', last_error: expect.stringContaining('orderId') },
    { outcome: 'parked', last_error: expect.stringContaining('there is no order') },
    { outcome: 'parked', last_error: expect.stringContaining('no such user') },
    { outcome: 'sent' },
  ]);
  expect(server.mails).toHaveLength(1);
  expect(JSON.stringify(await outbox())).not.toContain('gone@example.com');
});

test('a mail that is put off again and again waits longer each time, and is parked in the end', async () => {
  await serve({ onRcptTo: (_address, _session, done) => done(refusal(450, 'greylisted')) });
  const order = await givenOrder();
  await queue('order.placed', { orderId: order.id });
  const waits: number[] = [];
  for (let n = 0; n < 12; n++) {
    await shop.activities.deliverMail();
    const { rows } = await shop.pool.query(
      'select extract(epoch from next_try - now())::float as seconds from outbox',
    );
    waits.push(rows[0].seconds);
    await makeDue();
  }
  expect(waits[2]).toBeGreaterThan(1.5 * (waits[0] ?? 0));
  expect(Math.max(...waits)).toBeLessThanOrEqual(4 * 60 * 60);
  expect(await outbox()).toMatchObject([{ outcome: 'parked', attempts: 12, last_error: '450 greylisted' }]);
});

test('neither addresses nor names are in the history of what sends them', async () => {
  await serve();
  const order = await givenOrder('Grace Brewster Hopper');
  await queue('order.placed', { orderId: order.id });
  const workflowId = `mail-delivery-${randomUUID()}`;
  await shop.client.workflow.execute('mailDelivery', {
    workflowId,
    taskQueue: shop.taskQueue,
    args: [ONE_LOOK],
  });
  const history = await historyOf(shop, workflowId);
  expect(history).toContain('deliverMail');
  expect(history).not.toMatch(/Hopper|ada@example\.com/);
});

test('the outbox is counted for the metrics', async () => {
  await queue('order.teleported', {});
  await queue('order.placed', { orderId: randomUUID() });
  await serve();
  expect(await shop.outboxCounts()).toEqual({ pending: 2, parked: 0 });
  await shop.activities.deliverMail();
  expect(await shop.outboxCounts()).toEqual({ pending: 0, parked: 2 });
});
