import {
  authorisedIntent,
  failureOf,
  newIntent,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

test('metadata is laid over what is there; an empty value takes its key away', async () => {
  const { id } = await newIntent(sandbox.stripe, { metadata: { a: '1', b: '2' } });
  const updated = await sandbox.stripe.paymentIntents.update(id, {
    metadata: { b: '', c: '3' },
    description: 'Jeans',
  });
  expect(updated).toMatchObject({ metadata: { a: '1', c: '3' }, description: 'Jeans' });
  expect(updated.metadata).not.toHaveProperty('b');
});

test('the amount can change until the payment is authorised', async () => {
  const { id } = await newIntent(sandbox.stripe);
  expect(await sandbox.stripe.paymentIntents.update(id, { amount: 999 })).toMatchObject({ amount: 999 });
  const authorised = await authorisedIntent(sandbox.stripe);
  expect(await failureOf(sandbox.stripe.paymentIntents.update(authorised.id, { amount: 999 }))).toMatchObject(
    {
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
    },
  );
});
