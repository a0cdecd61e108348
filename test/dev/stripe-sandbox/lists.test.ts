import { failureOf, newIntent, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const ids = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);

test('lists come newest first, page by page, forwards and backwards', async () => {
  const created: string[] = [];
  for (let count = 0; count < 5; count += 1) created.unshift((await newIntent(sandbox.stripe)).id);
  const { paymentIntents } = sandbox.stripe;
  const first = await paymentIntents.list({ limit: 2 });
  expect([ids(first), first.has_more]).toEqual([created.slice(0, 2), true]);
  const second = await paymentIntents.list({ limit: 2, starting_after: created[1]! });
  expect([ids(second), second.has_more]).toEqual([created.slice(2, 4), true]);
  const back = await paymentIntents.list({ limit: 2, ending_before: created[3]! });
  expect([ids(back), back.has_more]).toEqual([created.slice(1, 3), true]);
  const all: string[] = [];
  for await (const { id } of paymentIntents.list({ limit: 2 })) all.push(id);
  expect(all.slice(0, 5)).toEqual(created);
});

test('lists can be narrowed by time and by customer', async () => {
  const customer = await sandbox.stripe.customers.create({ email: 'ada@shop.test' });
  const { id, created } = await newIntent(sandbox.stripe, { customer: customer.id });
  const { paymentIntents } = sandbox.stripe;
  expect(ids(await paymentIntents.list({ customer: customer.id }))).toEqual([id]);
  expect(
    ids(await paymentIntents.list({ customer: customer.id, created: { gte: created, lte: created } })),
  ).toEqual([id]);
  expect(ids(await paymentIntents.list({ customer: customer.id, created: { lt: created } }))).toEqual([]);
  expect(ids(await paymentIntents.list({ customer: customer.id, created }))).toEqual([id]);
});

test('expands what a list holds', async () => {
  const { id } = await newIntent(sandbox.stripe, {
    payment_method: 'pm_card_visa',
    confirm: true,
    return_url: 'http://shop.test',
  });
  const page = await sandbox.stripe.paymentIntents.list({
    limit: 1,
    expand: ['data.latest_charge.payment_intent'],
  });
  expect(page.data[0]).toMatchObject({ id, latest_charge: { object: 'charge', payment_intent: { id } } });
});

test('a page that begins at nothing is refused', async () => {
  const failure = await failureOf(sandbox.stripe.paymentIntents.list({ starting_after: 'pi_none' }));
  expect(failure).toMatchObject({ statusCode: 400, param: 'starting_after' });
});

describe('search', () => {
  test('finds by metadata, status, amount and their combinations', async () => {
    const mine = await newIntent(sandbox.stripe, {
      amount: 777,
      metadata: { checkout_id: 'search-1', shop: "o'neill" },
    });
    const other = await newIntent(sandbox.stripe, { amount: 778, metadata: { checkout_id: 'search-2' } });
    const search = async (query: string) => ids(await sandbox.stripe.paymentIntents.search({ query }));
    expect(await search("metadata['checkout_id']:'search-1'")).toEqual([mine.id]);
    expect(await search('metadata["shop"]:"o\'neill"')).toEqual([mine.id]);
    expect(await search("metadata['checkout_id']:'search-1' AND status:'requires_payment_method'")).toEqual([
      mine.id,
    ]);
    expect(await search("metadata['checkout_id']:'search-1' AND status:'succeeded'")).toEqual([]);
    expect(await search("metadata['checkout_id']:'search-1' OR metadata['checkout_id']:'search-2'")).toEqual([
      other.id,
      mine.id,
    ]);
    expect(await search('amount>776 amount<778')).toEqual([mine.id]);
    expect(await search("metadata['checkout_id']:'search-2' -metadata['shop']:null")).toEqual([]);
    expect(await search("amount>776 amount<779 -metadata['checkout_id']:'search-2'")).toEqual([mine.id]);
  });

  test('goes on page by page', async () => {
    for (let count = 0; count < 3; count += 1)
      await newIntent(sandbox.stripe, { metadata: { set: 'paged' } });
    const found: string[] = [];
    for await (const { id } of sandbox.stripe.paymentIntents.search({
      query: "metadata['set']:'paged'",
      limit: 2,
    })) {
      found.push(id);
    }
    expect(new Set(found).size).toBe(3);
  });

  test.each([
    "colour:'blue'",
    "status='succeeded'",
    "metadata['a']:'1' AND status:'x' OR amount>1",
    "'; drop table objects; --",
  ])('a query that cannot be read is refused: %s', async (query) => {
    const failure = await failureOf(sandbox.stripe.paymentIntents.search({ query }));
    expect(failure).toMatchObject({ statusCode: 400, param: 'query' });
  });
});
