import { createStripeTax } from '../../../activities/adapters/tax/stripe-tax.js';
import { TaxAddressUnknown, TaxUnavailable } from '../../../activities/ports/index.js';
import type { Address } from '../../../domain/index.js';
import { type SandboxUnderTest, sandboxUnderTest } from '../../dev/stripe-sandbox/sandbox-under-test.js';
import { address, newKey, request, taxContract } from './tax-contract.js';

jest.setTimeout(60_000);

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const make = (includedIn: Address['country'][] = []) =>
  createStripeTax({ secretKey: 'sk_test_contract', apiUrl: sandbox.url, includedIn });

taxContract('Stripe Tax, at its sandbox', async (includedIn) => make(includedIn));

const calculations = async () =>
  (await sandbox.database.pool.query("select body from objects where kind = 'tax_calculation'")).rows;

test('a lost answer is asked for again under the same key, and is one calculation', async () => {
  const before = (await calculations()).length;
  await sandbox.fault({ operation: 'tax_calculations.create', kind: 'drop_reply', times: 2 });
  const key = newKey();
  await expect(make().calculate(request(), key)).rejects.toBeInstanceOf(TaxUnavailable);
  expect((await make().calculate(request(), key)).reference).toMatch(/^taxcalc_/);
  expect(await calculations()).toHaveLength(before + 1);
});

test('a failure that is stored under the key is left behind', async () => {
  await sandbox.fault({ operation: 'tax_calculations.create', kind: 'server_error', phase: 'during' });
  const key = newKey();
  await expect(make().calculate(request(), key)).rejects.toBeInstanceOf(TaxUnavailable);
  expect((await make().calculate(request(), key)).amount.amount).toBeGreaterThan(0);
});

test.each([
  ['too many calls', { kind: 'rate_limit', times: 2 }],
  ['a service that is down', { kind: 'server_error', status: 503, times: 2 }],
  ['a call that never arrived', { kind: 'drop_request', times: 2 }],
])('%s may be asked again', async (_, fault) => {
  await sandbox.fault({ operation: 'tax_calculations.create', ...fault });
  await expect(make().calculate(request(), newKey())).rejects.toBeInstanceOf(TaxUnavailable);
});

test('an address that is nowhere is told apart, and no figure made up', async () => {
  const nowhere = request({ address: address({ postalCode: '00000' }) });
  await expect(make().calculate(nowhere, newKey())).rejects.toMatchObject({
    constructor: TaxAddressUnknown,
    message: expect.stringContaining('customer_tax_location_invalid'),
  });
});

test('the service sees what is sold where, and nobody by name', async () => {
  await make().calculate(request({ address: address({ line1: '77 Unique Street' }) }), newKey());
  const { rows } = await sandbox.database.pool.query<{ all: string }>(
    `select string_agg(body::text, '') as all from objects where kind = 'tax_calculation'`,
  );
  expect(rows[0]?.all).toContain('77 Unique Street');
  expect(rows[0]?.all).not.toMatch(/Ada|ada@example/);
});

const secretKey = process.env.STRIPE_TEST_SECRET_KEY;
if (secretKey) {
  taxContract('Stripe Tax itself, in test mode', async (includedIn) =>
    createStripeTax({ secretKey, includedIn, timeoutMs: 30_000 }),
  );
}
