import { randomUUID } from 'node:crypto';
import { FIELDS_IN_THE_CLEAR } from '../../../activities/adapters/encryption/personal-fields.js';
import { createPostgresOrders } from '../../../activities/adapters/orders/postgres.js';
import { createPostgresRetention } from '../../../activities/adapters/retention/postgres.js';
import type { Retention } from '../../../activities/ports/index.js';
import { createRetentionActivities } from '../../../activities/retention.js';
import { readConfig } from '../../../config/index.js';
import { retentionSettings } from '../../../config/privacy.js';
import { RETENTION_RULES, type RetentionRule } from '../../../domain/index.js';
import { ADDRESS } from '../../api/support/checkouts.js';
import { givenOrder } from '../../api/support/orders.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let retention: Retention;
beforeEach(async () => {
  database = await testDatabase();
  const keep = retentionSettings(readConfig({ COOKIE_SECRET: 'x'.repeat(16) }));
  const orders = createPostgresOrders(database.pool, FIELDS_IN_THE_CLEAR);
  // Two at a time: what is left over from a batch has to be found by the next.
  retention = createPostgresRetention(database.pool, { keep, orders, batch: 2 });
});
afterEach(() => database.close());

const query = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows;
const count = async (sql: string) => Number((await query(`select count(*) from ${sql}`))[0].count);

const removed: [RetentionRule, number][] = [];
const running = new Set<string>();
function removeDue(rule: RetentionRule): Promise<number> {
  removed.length = 0;
  const { removeDue: remove } = createRetentionActivities({
    retention,
    workflows: { isRunning: async (id) => running.has(id) },
    logger: { info: () => undefined },
    onRemoved: (name, much) => removed.push([name, much]),
  });
  return remove({ rule });
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** Somebody who said something so many days ago. */
async function said(days: number, { account = false } = {}): Promise<string> {
  const [id, shopper] = [randomUUID(), randomUUID()];
  if (account)
    await query('insert into accounts (id, issuer, subject) values ($1::uuid, $2, $1::text)', [shopper, 'x']);
  await query('insert into shoppers (id, created_at, account_id) values ($1, $2, $3)', [
    shopper,
    daysAgo(days + 1),
    account ? shopper : null,
  ]);
  await query('insert into conversations (id, shopper_id, last_seq, created_at) values ($1, $2, 1, $3)', [
    id,
    shopper,
    daysAgo(days + 1),
  ]);
  await query(
    `insert into conversation_events (conversation_id, seq, kind, ref, payload, at) values ($1, 1, 'message', 'm', '{}', $2)`,
    [id, daysAgo(days)],
  );
  await query('insert into carts (conversation_id) values ($1)', [id]);
  return id;
}

async function closedOrder(days: number, stage = 'closed'): Promise<{ id: string; talk: string }> {
  const talk = await said(days);
  const { id } = await givenOrder(database.pool, talk);
  await query('update orders set stage = $2, placed_at = $3 where id = $1', [id, stage, daysAgo(days)]);
  return { id, talk };
}

test('what guests said goes 90 days after their last word, batch by batch, and with it guests of whom nothing is left', async () => {
  const kept = await said(89);
  for (const days of [91, 92, 93, 500, 501]) await said(days);
  expect(await removeDue('guest_conversations')).toBe(5);
  expect(removed.map(([, much]) => much)).toEqual([2, 2, 1]);
  expect(await query('select id from conversations')).toEqual([{ id: kept }]);
  expect(await count('conversation_events')).toBe(1);
  expect(await count('carts')).toBe(1);
  expect(await removeDue('empty_guests')).toBe(5);
  expect(await count('shoppers')).toBe(1);
  expect(await removeDue('guest_conversations')).toBe(0);
});

test('who has an account keeps two years of it', async () => {
  const kept = await said(729, { account: true });
  await said(731, { account: true });
  expect(await removeDue('guest_conversations')).toBe(0);
  expect(await removeDue('account_conversations')).toBe(1);
  expect(await query('select id from conversations')).toEqual([{ id: kept }]);
});

test('a conversation with an open order or checkout stays; with a closed order its words go, once', async () => {
  const open = await closedOrder(100, 'delivered');
  const closed = await closedOrder(100);
  const paying = await said(100);
  await query(
    `insert into checkouts (id, conversation_id, shopper_id, state, version, view)
     select gen_random_uuid(), id, shopper_id, 'confirmingOutcome', 1, '{}' from conversations where id = $1`,
    [paying],
  );
  expect(await removeDue('guest_conversations')).toBe(1);
  expect(await removeDue('guest_conversations')).toBe(0);
  const left = await query('select distinct conversation_id as id from conversation_events');
  expect(left.map(({ id }) => id).sort()).toEqual([open.talk, paying].sort());
  // The order is for the books, and still says whose it was.
  expect(await query('select address, erased_at from orders where id = $1', [closed.id])).toEqual([
    { address: ADDRESS, erased_at: null },
  ]);
  expect(await removeDue('empty_guests')).toBe(0);
});

test('of an order that is ten years old the books stay, and nothing says whose it was', async () => {
  const young = await closedOrder(3_640);
  const old = await closedOrder(3_660);
  const travelling = await closedOrder(3_660, 'shipped');
  await query(`update orders set gift_message = 'For Ada' where id = $1`, [old.id]);
  await query(
    `insert into order_events (order_id, seq, at, what, by, details) values ($1, 1, now(), 'shipped', 'Grace', $2)`,
    [old.id, { carrier: 'Swift', number: 'SP-1' }],
  );
  const [before] = await query('select totals, number, payment_id from orders where id = $1', [old.id]);
  expect(await removeDue('order_persons')).toBe(1);
  const [after] = await query('select * from orders where id = $1', [old.id]);
  expect(after).toMatchObject({ ...before, gift_message: null, erased_at: expect.any(Date) });
  expect(after.address).toEqual({
    ...{
      name: 'erased',
      email: 'erased@nobody.invalid',
      line1: 'erased',
      city: 'erased',
      postalCode: 'erased',
    },
    ...{ country: 'US', region: 'CA' },
  });
  expect(await query('select details from order_events')).toEqual([{ details: { carrier: 'Swift' } }]);
  for (const { id } of [young, travelling])
    expect(await query('select address from orders where id = $1', [id])).toEqual([{ address: ADDRESS }]);
  expect(await removeDue('order_persons')).toBe(0);
});

test('what happened to an order is changed by nothing else', async () => {
  const { id } = await closedOrder(1);
  await query(
    `insert into order_events (order_id, seq, at, what, by) values ($1, 1, now(), 'placed', 'shopper')`,
    [id],
  );
  await query(`update order_events set by = 'somebody else'`);
  await query('delete from order_events');
  expect(await query('select by from order_events')).toEqual([{ by: 'shopper' }]);
});

test('the address of a checkout goes 90 days after it has ended', async () => {
  for (const [days, state] of [
    [91, 'cancelled'],
    [91, 'completed'],
    [89, 'expired'],
    [91, 'stalled'],
  ] as const) {
    await query(
      `insert into checkouts (id, conversation_id, shopper_id, state, version, view, updated_at)
       select gen_random_uuid(), id, shopper_id, $2, 1, $3, $4 from conversations where id = $1`,
      [await said(1), state, { address: ADDRESS, giftMessage: 'For Ada', lines: [] }, daysAgo(days)],
    );
  }
  expect(await removeDue('checkout_addresses')).toBe(2);
  expect(await query('select state from checkouts where view ? $1 order by state', ['address'])).toEqual([
    { state: 'expired' },
    { state: 'stalled' },
  ]);
  expect(await count(`checkouts where view ? 'giftMessage'`)).toBe(2);
});

test('sessions go 30 days after they ended, however they did', async () => {
  await said(1, { account: true });
  const session = (more: string) =>
    query(
      `insert into sessions (token_hash, account_id, provider, roles, device, idle_seconds, expires_at, seen_at, revoked_at)
       select $1, id, 'x', '{shopper}', 'phone', 3600, ${more} from accounts`,
      [Buffer.from(randomUUID())],
    );
  const [long, short] = [`now() - interval '31 days'`, `now() - interval '29 days'`];
  await session(`now() + interval '1 day', now(), null`);
  await session(`now() + interval '1 day', now(), ${long}`);
  await session(`now() + interval '1 day', ${long}, null`);
  await session(`${long}, now(), null`);
  await session(`now() + interval '1 day', ${short}, null`);
  expect(await removeDue('ended_sessions')).toBe(3);
  expect(await count('sessions')).toBe(2);
});

test('records of mail that was sent go after 90 days; what waits for a person stays', async () => {
  const mail = (outcome: string | null, days: number) =>
    query(`insert into outbox (topic, ref, payload, outcome, settled_at) values ('x', $1, '{}', $2, $3)`, [
      randomUUID(),
      outcome,
      outcome && daysAgo(days),
    ]);
  for (const outcome of ['sent', 'unwanted', 'parked', null]) await mail(outcome, 91);
  await mail('sent', 89);
  expect(await removeDue('mail_records')).toBe(2);
  expect(await count('outbox')).toBe(3);
});

test('webhooks stay for as long as something about their payment can change', async () => {
  const { id: open } = await closedOrder(200, 'delivered');
  const { id: closed } = await closedOrder(200);
  await query(`update orders set provider = 'adyen', payment_id = id::text`);
  const webhook = (payment: string, days: number, handled = true) =>
    query(
      `insert into webhook_inbox (provider, event_id, type, payment_id, received_at, handled_at) values ('adyen', $1, 'x', $2, $3, $4)`,
      [randomUUID(), payment, daysAgo(days), handled ? daysAgo(days) : null],
    );
  await webhook(open, 181);
  await webhook(closed, 181);
  await webhook(closed, 179);
  await webhook('of nobody', 181);
  await webhook('of nobody', 181, false);
  expect(await removeDue('webhooks')).toBe(2);
  expect(await count('webhook_inbox')).toBe(3);
});

test('comparisons of the books go after 30 days', async () => {
  for (const days of [29, 31])
    await query(
      'insert into reconciliation_runs (id, since, started_at, finished_at) values ($1, $2, $2, $2)',
      [randomUUID(), daysAgo(days)],
    );
  expect(await removeDue('audits_of_books')).toBe(1);
});

test('a key goes 60 days after its workflow has ended, and never while it runs', async () => {
  const key = async (subject: string, days = 100) => {
    await query(
      `insert into data_keys (id, subject, wrapped, created_at) values (gen_random_uuid(), $1, '', $2)`,
      [subject, daysAgo(days)],
    );
    return subject;
  };
  await key(`conversation/${await said(61)}`);
  const runs = await key(`conversation/${await said(61)}`);
  running.add(runs);
  const talks = await key(`conversation/${await said(59)}`);
  const open = await key(`order/${(await closedOrder(61, 'delivered')).id}`);
  await key(`order/${(await closedOrder(61)).id}`);
  await key(`checkout/${randomUUID()}`);
  const fresh = await key(`checkout/${randomUUID()}`, 59);
  expect(await removeDue('data_keys')).toBe(3);
  const left = await query('select subject from data_keys');
  expect(left.map(({ subject }) => subject).sort()).toEqual([runs, talks, open, fresh].sort());
});

test('in an empty shop every rule has nothing to do', async () => {
  for (const rule of RETENTION_RULES) expect([rule, await removeDue(rule)]).toEqual([rule, 0]);
});
