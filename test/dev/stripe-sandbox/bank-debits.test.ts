import {
  eventually,
  failureOf,
  newIntent,
  RETURN_URL,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

function debit(account: string) {
  return newIntent(sandbox.stripe, {
    capture_method: 'automatic',
    payment_method: account,
    confirm: true,
    return_url: RETURN_URL,
  });
}

const statusOf = async (id: string) => (await sandbox.stripe.paymentIntents.retrieve(id)).status;

test('a bank debit is processing until the bank has answered', async () => {
  const { id, status } = await debit('pm_usBankAccount_success');
  expect(status).toBe('processing');
  await eventually(async () => (await statusOf(id)) === 'succeeded');
  const settled = await sandbox.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  expect(settled).toMatchObject({
    amount_received: 1234,
    latest_charge: { status: 'succeeded', captured: true },
  });
});

test('a bank can refuse late', async () => {
  const { id } = await debit('pm_usBankAccount_insufficientFunds');
  await eventually(async () => (await statusOf(id)) === 'requires_payment_method');
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({
    amount_received: 0,
    last_payment_error: { decline_code: 'insufficient_funds' },
  });
});

test('a canceled debit is not collected', async () => {
  const { id } = await debit('pm_usBankAccount_success');
  await sandbox.stripe.paymentIntents.cancel(id);
  await eventually(async () => {
    const { rows } = await sandbox.database.pool.query(
      "select 1 from objects where inner_state ? 'settlesAt'",
    );
    return rows.length === 0;
  });
  expect(await statusOf(id)).toBe('canceled');
});

test('a payment to be captured later cannot be debited', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_usBankAccount_success',
      return_url: RETURN_URL,
    }),
  );
  expect(failure).toMatchObject({ statusCode: 400, param: 'payment_method' });
});
