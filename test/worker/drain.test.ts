import { randomUUID } from 'node:crypto';
import { until } from '../../dev/until.js';
import type { ApiClient } from '../api/support/client.js';
import { payable } from '../api/support/payable.js';
import { type Shop, startShop } from '../api/support/shop.js';

jest.setTimeout(180_000);

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ more: { LIMIT_TURN: 'off' } });
});
afterAll(() => shop?.close());

const rows = async (sql: string, ...values: unknown[]) => (await shop.database.pool.query(sql, values)).rows;
const soon = <Found>(what: string, check: () => Promise<Found>) => until(check, { what, timeoutMs: 60_000 });

test('a worker that is told to stop takes no more, and ends the payment that it is at', async () => {
  const guest = shop.guest();
  const { checkout, total } = await payable(shop, guest);
  await shop.faults({ operation: 'payment_intents.confirm', kind: 'latency', ms: 2_500, times: 1 });
  const attempt = async () =>
    (
      await rows(
        "select outcome from payment_attempts where checkout_id = $1 and operation = 'confirm'",
        checkout,
      )
    )[0];
  const paying = guest.ask('POST', `/v1/checkouts/${checkout}/payment`, {
    json: { paymentMethod: 'pm_card_visa', quotedTotal: total },
  });
  await soon('the payment to be asked for', attempt);

  const ended = shop.stopWorker();
  await soon('the worker to say that it is not ready', async () => (await shop.workerReadiness()) === 503);
  expect([shop.workerIsRunning(), await attempt()]).toEqual([true, { outcome: null }]);
  expect(await ended).toBe(0);
  // Nobody is there who could have found out since: it is this worker that has waited for the answer.
  expect(await attempt()).toEqual({ outcome: 'authorised' });

  await shop.restartWorker();
  await paying;
  await soon('the order', async () => (await view(guest, checkout)).state === 'completed');
  expect(
    await rows(
      'select operation, count(*)::int from payment_attempts where checkout_id = $1 group by 1 order by 1',
      checkout,
    ),
  ).toEqual([
    { operation: 'capture', count: 1 },
    { operation: 'confirm', count: 1 },
    { operation: 'create', count: 1 },
  ]);
  expect(await rows('select from orders where checkout_id = $1', checkout)).toHaveLength(1);
});

test('turns that are under way when the worker is told to stop end with it; the next one takes up the others', async () => {
  const shoppers = await Promise.all(Array.from({ length: 4 }, () => begin(shop.guest())));
  let stopped = false;
  const talking = shoppers.map(async ({ say }) => {
    const said: string[] = [];
    while (!stopped || said.length < 3) said.push(await say("men's jeans"));
    return said;
  });
  await soon('turns to be under way', async () => (await answered(shoppers)) > 8);
  expect(await shop.stopWorker()).toBe(0);
  await shop.restartWorker();
  stopped = true;
  const said = (await Promise.all(talking)).flat();

  const replies = await rows(
    "select payload ->> 'inReplyTo' as message from conversation_events where kind = 'reply' and conversation_id = any($1)",
    shoppers.map(({ conversation }) => conversation),
  );
  // Each once. A task that is handed over in the very moment of stopping is handed over again ten seconds later.
  expect(replies.map(({ message }) => message).sort()).toEqual(said.sort());
});

interface Shopper {
  conversation: string;
  /** Says it, again and again under one id until it is answered, as the page does; returns the id. */
  say(text: string): Promise<string>;
}

async function begin(guest: ApiClient): Promise<Shopper> {
  const conversation = await guest.openConversation();
  return {
    conversation,
    async say(text) {
      const messageId = randomUUID();
      const json = { messageId, text };
      await soon('an answer', async () => {
        const { status, text } = await guest.ask('POST', `/v1/conversations/${conversation}/messages`, {
          json,
        });
        if (status === 200) return true;
        throw new Error(`${status} ${text}`);
      });
      return messageId;
    },
  };
}

async function answered(shoppers: readonly Shopper[]): Promise<number> {
  const [found] = await rows(
    "select count(*)::int from conversation_events where kind = 'reply' and conversation_id = any($1)",
    shoppers.map(({ conversation }) => conversation),
  );
  return found.count;
}

const view = async (guest: ApiClient, checkout: string) =>
  (await guest.ask('GET', `/v1/checkouts/${checkout}`)).body;
