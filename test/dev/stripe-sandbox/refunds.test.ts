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

async function captured(amount?: number) {
  const { id } = await authorisedIntent(sandbox.stripe);
  return sandbox.stripe.paymentIntents.capture(id, amount === undefined ? {} : { amount_to_capture: amount });
}

test('gives everything back, once', async () => {
  const { id, latest_charge } = await captured();
  const refund = await sandbox.stripe.refunds.create({ payment_intent: id, reason: 'requested_by_customer' });
  expect(refund).toMatchObject({
    object: 'refund',
    amount: 1234,
    status: 'succeeded',
    payment_intent: id,
    charge: latest_charge,
  });
  expect(await sandbox.stripe.refunds.retrieve(refund.id)).toMatchObject({ id: refund.id });
  expect(await sandbox.stripe.charges.retrieve(latest_charge as string)).toMatchObject({
    refunded: true,
    amount_refunded: 1234,
  });
  expect(await failureOf(sandbox.stripe.refunds.create({ payment_intent: id }))).toMatchObject({
    statusCode: 400,
    code: 'charge_already_refunded',
  });
});

test('gives back in parts, never more than was captured', async () => {
  const { id, latest_charge } = await captured(1000);
  const first = await sandbox.stripe.refunds.create({
    payment_intent: id,
    amount: 300,
    metadata: { line: '1' },
  });
  const second = await sandbox.stripe.refunds.create({ charge: latest_charge as string, amount: 600 });
  expect(await failureOf(sandbox.stripe.refunds.create({ payment_intent: id, amount: 101 }))).toMatchObject({
    statusCode: 400,
    code: 'amount_too_large',
    param: 'amount',
  });
  const rest = await sandbox.stripe.refunds.create({ payment_intent: id });
  expect(rest.amount).toBe(100);
  const { data } = await sandbox.stripe.refunds.list({ payment_intent: id });
  expect(data.map((one) => one.id)).toEqual([rest.id, second.id, first.id]);
});

test('parts asked for at once never add up to more than was captured', async () => {
  const { id } = await captured();
  await Promise.allSettled(
    Array.from({ length: 6 }, () => sandbox.stripe.refunds.create({ payment_intent: id, amount: 500 })),
  );
  const { data } = await sandbox.stripe.refunds.list({ payment_intent: id });
  expect(data.reduce((sum, { amount }) => sum + amount, 0)).toBe(1000);
});

test('there is nothing to give back before a capture', async () => {
  const { id } = await newIntent(sandbox.stripe);
  expect(await failureOf(sandbox.stripe.refunds.create({ payment_intent: id }))).toMatchObject({
    statusCode: 400,
  });
  const authorised = await authorisedIntent(sandbox.stripe);
  const charge = authorised.latest_charge as string;
  expect(await failureOf(sandbox.stripe.refunds.create({ charge }))).toMatchObject({ statusCode: 400 });
  expect(await failureOf(sandbox.stripe.refunds.create({}))).toMatchObject({ code: 'parameter_missing' });
});
