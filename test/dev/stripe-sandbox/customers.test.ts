import { failureOf, newIntent, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

test('a customer is created, changed, listed and deleted', async () => {
  const { customers } = sandbox.stripe;
  const created = await customers.create({
    email: 'ada@shop.test',
    name: 'Ada',
    metadata: { tier: 'gold', gone: 'soon' },
  });
  const changed = await customers.update(created.id, { name: 'Ada L.', metadata: { gone: '' } });
  expect(changed).toMatchObject({
    id: created.id,
    name: 'Ada L.',
    email: 'ada@shop.test',
    metadata: { tier: 'gold' },
  });
  expect(changed.metadata).not.toHaveProperty('gone');
  expect((await customers.list({ email: 'ada@shop.test' })).data.map(({ id }) => id)).toEqual([created.id]);
  expect(await customers.del(created.id)).toEqual(
    expect.objectContaining({ id: created.id, object: 'customer', deleted: true }),
  );
  expect(await customers.retrieve(created.id)).toMatchObject({ deleted: true });
  expect((await customers.list({ email: 'ada@shop.test' })).data).toEqual([]);
});

test('a payment can belong to a customer, if there is one', async () => {
  const customer = await sandbox.stripe.customers.create({});
  const intent = await newIntent(sandbox.stripe, { customer: customer.id, expand: ['customer'] });
  expect(intent.customer).toMatchObject({ id: customer.id, object: 'customer' });
  expect(await failureOf(newIntent(sandbox.stripe, { customer: 'cus_none' }))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    param: 'customer',
  });
});
