import { createPostgresPaymentCustomers } from '../../activities/adapters/payment-customers/postgres.js';
import { createStripeSavedCards } from '../../activities/adapters/saved-cards/stripe.js';
import type { SavedCard } from '../../activities/ports/index.js';
import { type SandboxUnderTest, sandboxUnderTest } from '../dev/stripe-sandbox/sandbox-under-test.js';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient } from './support/client.js';
import { signedIn } from './support/people.js';

let api: TestApi;
let bank: SandboxUnderTest;
beforeAll(async () => {
  bank = await sandboxUnderTest();
  api = await startApi();
  const options = { secretKey: 'sk_test_x', webhookSecrets: ['whsec_x'], apiUrl: bank.url };
  api.deps.savedCards = createStripeSavedCards(options, createPostgresPaymentCustomers(api.database.pool));
});
afterAll(async () => {
  await api.close();
  await bank.close();
});

/** Somebody with an account. */
const member = (): Promise<ApiClient> => signedIn(api);
const cardsOf = async (client: ApiClient): Promise<SavedCard[]> =>
  (await client.ask('GET', '/v1/saved-cards')).body.items;
const save = (client: ApiClient, paymentMethod = 'pm_card_visa', headers = {}) =>
  client.ask('POST', '/v1/saved-cards', { json: { paymentMethod }, headers });

test('a guest keeps no cards, and is told to sign in', async () => {
  const guest = api.client();
  await guest.openConversation();
  expect(await cardsOf(guest)).toEqual([]);
  const answer = await save(guest);
  expect([answer.status, answer.body.type]).toEqual([401, '/problems/unauthenticated']);
});

test('a card is saved without a charge, once however often it is sent, and forgotten', async () => {
  const shopper = await member();
  const headers = { 'idempotency-key': 'save-this-card' };
  const first = await save(shopper, 'pm_card_visa', headers);
  expect(first.body).toMatchObject({ kind: 'saved', card: { brand: 'visa', last4: '4242' } });
  expect((await save(shopper, 'pm_card_visa', headers)).body).toEqual(first.body);
  expect(await cardsOf(shopper)).toEqual([first.body.card]);
  expect((await bank.ledger()).charges).toEqual([]);

  expect((await shopper.ask('DELETE', `/v1/saved-cards/${first.body.card.id}`)).status).toBe(204);
  expect((await shopper.ask('DELETE', `/v1/saved-cards/${first.body.card.id}`)).status).toBe(204);
  expect(await cardsOf(shopper)).toEqual([]);
});

test("nobody sees or forgets somebody else's cards", async () => {
  const [owner, other] = [await member(), await member()];
  const { body } = await save(owner);
  await save(other, 'pm_card_mastercard');
  expect((await cardsOf(other)).map(({ brand }) => brand)).toEqual(['mastercard']);
  await other.ask('DELETE', `/v1/saved-cards/${body.card.id}`);
  expect(await cardsOf(owner)).toHaveLength(1);
});

test('a declined card is an answer; a bank that asks comes first', async () => {
  const shopper = await member();
  expect((await save(shopper, 'pm_card_chargeDeclined')).body).toMatchObject({
    kind: 'declined',
    decline: { message: expect.stringMatching(/declined/) },
  });
  const asked = await save(shopper, 'pm_card_authenticationRequired');
  expect(asked.body).toMatchObject({ kind: 'action_required' });
  expect(await cardsOf(shopper)).toEqual([]);
  await fetch(asked.body.url, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'approve' }),
    redirect: 'manual',
  });
  expect(await cardsOf(shopper)).toHaveLength(1);
});

test.each(['pm_card_unheardOf', '4242424242424242', ''])('%j is no card to keep', async (token) => {
  expect((await save(await member(), token)).status).toBe(422);
});

test('a provider that is away is told of as such', async () => {
  const shopper = await member();
  await bank.fault({ operation: 'setup_intents.create', kind: 'server_error', status: 503, times: 2 });
  expect((await save(shopper)).status).toBe(503);
});
