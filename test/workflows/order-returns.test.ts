import { money } from '../../domain/index.js';
import { Owner } from './support/owner.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(120_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterEach(() => shop.repair());
afterAll(() => shop.close());

const stockOf = async (sku: string): Promise<number> =>
  (await shop.pool.query('select stock from variants where sku = $1', [sku])).rows[0].stock;

/** An order of two of one thing that has arrived. */
async function delivered(): Promise<Owner> {
  const owner = await Owner.ofPaidOrder(shop, { quantity: 2 });
  await owner.ship();
  expect(await owner.staff({ type: 'deliver' })).toMatchObject({ stage: 'delivered', acts: ['return'] });
  return owner;
}

test('what is sent back brings its share once it has arrived, and goes on the shelf', async () => {
  const owner = await delivered();
  const labelled = await owner.act({
    type: 'return',
    lines: [{ position: 0, quantity: 1 }],
    reason: 'It does not fit',
  });
  const { returns, totals, lines } = labelled;
  const [line] = lines;
  expect(labelled).toMatchObject({ acts: ['return'], lines: [{ returned: 1 }], refunds: [] });
  const before = await stockOf(line?.sku ?? '');
  const received = await owner.staff({ type: 'receive_return', returnId: returns[0]?.id ?? '' });
  expect(received).toMatchObject({
    refunds: [{ kind: 'return', state: 'done' }],
    returns: [{ state: 'received' }],
  });
  expect(await stockOf(line?.sku ?? '')).toBe(before + 1);

  // Half of the goods and of their tax; shipping stays paid.
  const tax = totals.total.amount - totals.subtotal.amount - totals.shipping.amount;
  const ofGoods = (tax * totals.subtotal.amount) / (totals.subtotal.amount + totals.shipping.amount);
  const share = (totals.subtotal.amount + ofGoods) / 2;
  const { paidBack, mail } = await owner.books();
  expect(paidBack).toHaveLength(1);
  expect(Math.abs((paidBack[0] ?? 0) - share)).toBeLessThanOrEqual(1);
  expect(mail).toEqual(['order.placed', 'order.shipped', 'order.return_label', 'order.refunded']);
  await expect(owner.staff({ type: 'receive_return', returnId: returns[0]?.id ?? '' })).rejects.toMatchObject(
    {
      cause: { message: expect.stringContaining('no such parcel') },
    },
  );
});

test('more than was bought cannot be sent back', async () => {
  const owner = await delivered();
  await owner.act({ type: 'return', lines: [{ position: 0, quantity: 1 }], reason: 'small' });
  await expect(
    owner.act({ type: 'return', lines: [{ position: 0, quantity: 2 }], reason: 'small' }),
  ).rejects.toMatchObject({
    cause: { type: 'not_now', message: expect.stringContaining('more than was ordered') },
  });
});

test('refunds by several people at once never add up to more than was paid', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  const { totals } = await owner.until(() => true);
  const amount = money(Math.ceil(totals.total.amount * 0.4), totals.total.currency);
  const answers = await Promise.allSettled(
    Array.from({ length: 5 }, () => owner.staff({ type: 'refund', amount })),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await owner.act({ type: 'cancel' });
  await owner.handle.result();
  const { paidBack, refunds } = await owner.books();
  expect(paidBack.reduce((sum, part) => sum + part, 0)).toBe(totals.total.amount);
  expect(refunds.map(({ kind, state }) => [kind, state])).toEqual([
    ['goodwill', 'done'],
    ['goodwill', 'done'],
    ['cancellation', 'done'],
  ]);
});

test('a refused refund waits for a person, who tries again', async () => {
  const owner = await Owner.ofPaidOrder(shop);
  const { totals } = await owner.until(() => true);
  // Somebody has given the money back in the provider's dashboard.
  const { intents } = await shop.ledger();
  const intent = intents.findLast(
    ({ metadata }: { metadata: { checkout_id: string } }) => metadata.checkout_id === owner.buyer.id,
  );
  await fetch(`${shop.bank.url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_x', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_intent: intent.id }),
  });
  const stalled = await owner.staff({ type: 'refund', amount: totals.total });
  expect(stalled).toMatchObject({
    stalled: { reason: 'refund_refused' },
    staffActs: expect.arrayContaining(['resume', 'settle_by_hand']),
  });
  expect(await owner.staff({ type: 'resume' })).toMatchObject({ stalled: { reason: 'refund_refused' } });
  const settled = await owner.staff({ type: 'settle_by_hand' });
  expect(settled).toMatchObject({ state: 'refunded', refunds: [{ state: 'done' }] });
  expect(settled.stalled).toBeUndefined();
});

test('another size is swapped in one go if it is there, and refused in words if not', async () => {
  const { rows } = await shop.pool.query(
    `select a.sku as one, b.sku as other from variants a join variants b using (product_id)
     where a.sku <> b.sku and a.stock > 3 and b.stock > 3 and a.sku not in (select sku from order_lines) limit 1`,
  );
  const { one, other } = rows[0];
  const owner = await Owner.ofPaidOrder(shop, { sku: one });
  const [ones, others] = [await stockOf(one), await stockOf(other)];
  const swapped = await owner.act({ type: 'exchange', position: 0, sku: other });
  expect(swapped.lines).toMatchObject([{ sku: other, quantity: 1 }]);
  expect([await stockOf(one), await stockOf(other)]).toEqual([ones + 1, others - 1]);

  await shop.pool.query('update variants set stock = 0 where sku = $1', [one]);
  await expect(owner.act({ type: 'exchange', position: 0, sku: one })).rejects.toMatchObject({
    cause: { type: 'not_now', message: expect.stringContaining('sold out') },
  });
  const foreign = (
    await shop.pool.query(
      'select sku from variants where stock > 0 and product_id <> (select product_id from variants where sku = $1) limit 1',
      [one],
    )
  ).rows[0].sku;
  await expect(owner.act({ type: 'exchange', position: 0, sku: foreign })).rejects.toMatchObject({
    cause: { message: expect.stringContaining('same thing only') },
  });
  expect(await owner.until(() => true)).toMatchObject({ lines: [{ sku: other }] });
  expect((await owner.books()).events).toEqual(['placed', 'exchanged']);
});

test('the conversation hears of the parcel, cancels by tap after a question, and shows the order as it stands', async () => {
  const guest = await shop.guest();
  const owner = await Owner.ofGuest(shop, guest);
  const asked = await guest.say('please cancel my order');
  const choices = asked.find((block) => block.type === 'choices');
  const yes = choices?.choices.find(({ label }) => label.startsWith('Yes'));
  expect(yes?.action).toEqual({ type: 'cancel_order', orderId: owner.id, confirmed: true });
  expect((await owner.until(() => true)).stage).toBe('placed');
  await guest.say(yes?.text ?? '', yes?.action);
  await owner.handle.result();
  expect((await owner.books()).order.stage).toBe('cancelled');
  const again = await guest.say('where is my order?');
  expect(again.find((block) => block.type === 'order')?.order).toMatchObject({
    id: owner.id,
    stage: 'cancelled',
  });
  const kinds = (await guest.transcript()).map(({ kind }) => kind);
  expect(kinds).toContain('order');
});
