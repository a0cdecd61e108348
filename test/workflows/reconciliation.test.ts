import { randomUUID } from 'node:crypto';
import { createStripePayments } from '../../activities/adapters/payments/stripe.js';
import { createPostgresReconciliationBooks } from '../../activities/adapters/reconciliation/postgres.js';
import { type CheckoutId, money, PAYMENT_OPTIONS } from '../../domain/index.js';
import type { ReconciliationInput } from '../../workflows/reconciliation.js';
import { Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

const sql = async (text: string, values?: unknown[]) => (await shop.pool.query(text, values)).rows;

/** One run, by hand; returns what it found. */
async function reconcile(input: ReconciliationInput = { graceMs: 0 }) {
  const handle = await shop.client.workflow.start('reconciliation', {
    workflowId: `reconciliation-${randomUUID()}`,
    taskQueue: shop.taskQueue,
    args: [input],
  });
  await handle.result();
  return sql(
    'select kind, subject, repair from reconciliation_findings where run_id = $1 order by kind, subject',
    [handle.firstExecutionRunId],
  );
}

async function paidBuyer(): Promise<Buyer> {
  const buyer = await Buyer.readyToPay(shop);
  expect(await buyer.pay()).toMatchObject({ state: 'completed' });
  await buyer.handle.result();
  return buyer;
}

async function cancelledBuyer(): Promise<Buyer> {
  const buyer = await Buyer.readyToPay(shop);
  await buyer.act({ type: 'cancel' });
  await buyer.handle.result();
  return buyer;
}

/** Money set aside at the bank in the name of a checkout, past the shop. */
async function authorise(checkoutId: CheckoutId): Promise<string> {
  const stripe = createStripePayments({
    secretKey: 'sk_test_x',
    apiUrl: shop.bank.url,
    webhookSecrets: ['whsec_x'],
  });
  const amount = money(2_500, 'USD');
  const option = PAYMENT_OPTIONS.card;
  const { id } = await stripe.create(
    { checkoutId, amount, option, returnUrl: 'http://127.0.0.1/' },
    randomUUID(),
  );
  await stripe.confirm(id, 'pm_card_visa', 'http://127.0.0.1/', randomUUID());
  return id;
}

test('a shop in order is reported clean', async () => {
  await paidBuyer();
  await cancelledBuyer();
  await Buyer.readyToPay(shop);
  expect(await reconcile()).toEqual([]);
});

test('each orphan is found: what is safe is repaired, the rest is left to people', async () => {
  const unmarked = await paidBuyer();
  await sql(`update orders set state = 'authorised' where checkout_id = $1`, [unmarked.id]);
  const uncharged = await paidBuyer();
  await sql(`update orders set payment_id = 'pi_nobody_knows' where checkout_id = $1`, [uncharged.id]);
  const mismatched = await paidBuyer();
  await sql(`update orders set totals = jsonb_set(totals, '{total,amount}', '1') where checkout_id = $1`, [
    mismatched.id,
  ]);
  const unordered = await paidBuyer();
  // Past the foreign keys, as a restored backup or a slip of the hand may be.
  await sql(`begin; set local session_replication_role = replica;
    delete from orders where checkout_id = '${unordered.id}'; commit`);
  const leftOpen = await cancelledBuyer();
  const open = await authorise(leftOpen.id);
  const stray = await authorise(randomUUID() as CheckoutId);
  const [lapsed, gone] = [randomUUID(), randomUUID()];
  const [{ sku }] = await sql('select sku from variants where stock > 3 order by sku desc limit 1');
  await sql(
    `insert into holds (checkout_id, sku, quantity, expires_at) values ($1, $2, 1, now() - interval '1 minute')`,
    [lapsed, sku],
  );
  await sql(
    `insert into checkouts (id, conversation_id, shopper_id, state, version, view)
     select $1, conversation_id, shopper_id, 'awaitingPayment', 1, view from checkouts where id = $2`,
    [gone, leftOpen.id],
  );
  const overdrawn = await Buyer.readyToPay(shop);
  const [{ held }] = await sql('select sku as held from holds where checkout_id = $1', [overdrawn.id]);
  await sql('update variants set stock = 0 where sku = $1', [held]);

  expect(await reconcile()).toEqual(
    [
      { kind: 'amount_mismatch', subject: `checkout/${mismatched.id}`, repair: null },
      { kind: 'authorisation_left_open', subject: `checkout/${leftOpen.id}`, repair: 'void_payment' },
      { kind: 'charge_without_order', subject: `checkout/${unordered.id}`, repair: null },
      { kind: 'charge_without_order', subject: `payment/stripe/${stray}`, repair: null },
      { kind: 'hold_past_deadline', subject: `checkout/${lapsed}`, repair: 'release_hold' },
      { kind: 'hold_without_order', subject: `checkout/${unordered.id}`, repair: null },
      { kind: 'order_not_marked_paid', subject: `checkout/${unmarked.id}`, repair: 'mark_paid' },
      { kind: 'order_without_charge', subject: `checkout/${uncharged.id}`, repair: null },
      { kind: 'projection_without_workflow', subject: `checkout/${gone}`, repair: null },
      { kind: 'stock_overdrawn', subject: `sku/${held}`, repair: null },
    ].map((finding) => expect.objectContaining(finding)),
  );
  expect(await unmarked.books()).toMatchObject({ orders: [{ state: 'paid' }] });
  expect(await sql('select state from holds where checkout_id = $1', [lapsed])).toEqual([
    { state: 'released' },
  ]);
  const { intents } = await shop.ledger();
  const statusOf = (id: string) => intents.find((intent: { id: string }) => intent.id === id).status;
  expect([statusOf(open), statusOf(stray)]).toEqual(['canceled', 'requires_capture']);

  // What was repaired is not found again; the rest is, and is what the metric says.
  const again = await reconcile();
  expect(again.filter(({ repair }) => repair)).toEqual([]);
  expect(again).toHaveLength(7);
  expect(await createPostgresReconciliationBooks(shop.pool).lastRun()).toMatchObject({
    open: { charge_without_order: 2, stock_overdrawn: 1 },
  });
});

test('a checkout that has missed the news is told, and goes on', async () => {
  const buyer = await Buyer.readyToPay(shop);
  await buyer.pay('pm_card_authenticationRequired');
  const { authenticationUrl = '' } = await buyer.reaches('awaitingAuthentication');
  await fetch(authenticationUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'approve' }),
    redirect: 'manual',
  });
  const found = await reconcile();
  expect(found).toContainEqual({
    kind: 'news_not_heard',
    subject: `checkout/${buyer.id}`,
    repair: 'tell_checkout',
  });
  await buyer.reaches('completed');
});

test('what is young may be under way, and is left alone', async () => {
  const buyer = await paidBuyer();
  await sql(`update orders set state = 'authorised' where checkout_id = $1`, [buyer.id]);
  const found = await reconcile({ graceMs: 600_000 });
  expect(found.map(({ subject }) => subject)).not.toContain(`checkout/${buyer.id}`);
});
