import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { storyOf } from '../../api/gateway/workflow-story.js';
import { ShopError } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import { ADDRESS, givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';
import { givenOrder } from './support/orders.js';
import { signedIn } from './support/people.js';
import { EventReader } from './support/sse.js';

let api: TestApi;
let grace: ApiClient;
let ada: ApiClient;
let ops: ApiClient;
beforeAll(async () => {
  api = await startApi();
  grace = await signedIn(api, { roles: ['support'], name: 'Grace' });
  ada = await signedIn(api, { roles: ['support'], name: 'Ada' });
  ops = await signedIn(api, { roles: ['ops'], name: 'Olga' });
});
afterAll(() => api.close());

const by = { by: 'anybody', reason: 'the shopper asked' };
const query = (sql: string, values: unknown[] = []) => api.database.pool.query(sql, values);
const stalledCheckout = async () =>
  givenCheckout(api.database.pool, await api.client().openConversation(), 'stalled');
const wantsPerson = async () => {
  const id = await api.client().openConversation();
  await query('insert into conversation_support (conversation_id, wanted_at) values ($1, now())', [id]);
  return id;
};
const auditOf = async (subject: string) =>
  (await query('select actor, act, reason from audit_log where subject = $1 order by id', [subject])).rows;

test('the queue has what waits for a person, and tells at once what comes and who looks after it', async () => {
  const { id: checkout } = await stalledCheckout();
  const { id: order } = await givenOrder(api.database.pool, await api.client().openConversation());
  const stream = await EventReader.open(ada, '/v1/staff/queue/events');
  const queue = async (
    has: (item: { id: string; lease?: { name: string; isYours: boolean } }) => boolean,
  ) => {
    for (;;) {
      const next = await stream.next();
      const found = next?.data.items.find(has);
      if (found || !next) return found;
    }
  };
  expect(await queue(({ id }) => id === checkout)).toMatchObject({
    kind: 'checkout',
    amount: { amount: 4_990 },
  });
  await query('update orders set stalled = true where id = $1', [order]);
  expect(await queue(({ id }) => id === order)).toMatchObject({
    kind: 'order',
    title: expect.stringMatching(/^S-/),
  });
  const talk = await wantsPerson();
  expect(await queue(({ id }) => id === talk)).toMatchObject({ reason: 'The shopper asks for a person' });

  await grace.ask('POST', `/v1/staff/cases/checkout/${checkout}/lease`, { json: by });
  const taken = await queue(({ id, lease }) => id === checkout && lease !== undefined);
  expect(taken?.lease).toMatchObject({ name: 'Grace', isYours: false });
  await query("update checkouts set state = 'cancelled' where id = $1", [checkout]);
  for (;;) if (!(await stream.next())?.data.items.some(({ id }: { id: string }) => id === checkout)) break;
  stream.close();
});

test('of two people one has a case; the other reads who, can do nothing in it, and takes it over in so many words', async () => {
  const { id } = await stalledCheckout();
  const lease = `/v1/staff/cases/checkout/${id}/lease`;
  const act = (who: ApiClient) =>
    who.ask('POST', `/v1/staff/checkouts/${id}/acts`, { json: { type: 'resume', ...by } });
  const both = await Promise.all([
    grace.ask('POST', lease, { json: by }),
    ada.ask('POST', lease, { json: by }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [winner, loser] = both[0]?.status === 200 ? [grace, ada] : [ada, grace];
  expect((await winner.ask('POST', lease, { json: by })).status).toBe(200);
  expect((await act(loser)).body.detail).toMatch(/^(Grace|Ada) looks after this/);
  expect((await act(winner)).status).toBe(200);
  expect((await loser.ask('POST', lease, { json: { ...by, takeOver: true } })).body.isYours).toBe(true);
  expect((await act(winner)).status).toBe(409);
  await loser.ask('POST', `/v1/staff/cases/checkout/${id}/release`, { json: by });
  expect((await act(winner)).status).toBe(200);
  const acts = (await auditOf(`checkout/${id}`)).map((entry: { act: string }) => entry.act);
  expect(acts).toEqual(['case.take', 'checkout.resume', 'case.take_over', 'case.release', 'checkout.resume']);
});

test('a case that is not renewed is free again', async () => {
  const { id } = await stalledCheckout();
  await grace.ask('POST', `/v1/staff/cases/checkout/${id}/lease`, { json: by });
  await query("update case_leases set until = now() - interval '1 second' where subject = $1", [
    `checkout/${id}`,
  ]);
  expect((await ada.ask('POST', `/v1/staff/cases/checkout/${id}/lease`, { json: by })).status).toBe(200);
});

test('a takeover, words and handing back reach the conversation under the account, and are in the audit log', async () => {
  const id = await wantsPerson();
  const post = (path: string, json: object, headers = {}) =>
    grace.ask('POST', `/v1/staff/conversations/${id}/${path}`, { json, headers });
  const key = { 'idempotency-key': 'takeover-once' };
  await post('takeover', by, key);
  await post('takeover', by, key);
  await post('messages', { by: 'anybody', ref: 'words-of-grace', text: 'Hello, 4242 4242 4242 4242' });
  await post('hand-back', { by: 'anybody' });
  const asked = api.asked.filter((one) => one.what === 'person' && one.id === id);
  expect(asked.map((one) => (one.with as { type: string }).type)).toEqual(['join', 'say', 'hand_back']);
  expect(asked[0]?.with).toMatchObject({ by: { name: 'Grace' } });
  const { rows } = await query("select text from person_words where id = 'words-of-grace'");
  expect(rows[0].text).not.toContain('4242 4242');
  expect(await auditOf(`conversation/${id}`)).toMatchObject([
    { actor: 'Grace', act: 'conversation.join', reason: 'the shopper asked' },
    { actor: 'Grace', act: 'conversation.say' },
    { actor: 'Grace', act: 'conversation.hand_back' },
  ]);
});

test('words that the conversation refuses are not said later', async () => {
  const id = await wantsPerson();
  const { person } = api.deps.workflows;
  api.deps.workflows.person = async () => {
    throw new ShopError('not_now', 'Nobody has taken this conversation over; take it over first.');
  };
  const said = await grace.ask('POST', `/v1/staff/conversations/${id}/messages`, {
    json: { by: 'x', ref: 'refused-words', text: 'Hello' },
  });
  api.deps.workflows.person = person;
  expect([said.status, said.body.type]).toEqual([409, '/problems/not_now']);
  expect((await query("select from person_words where id = 'refused-words'")).rows).toEqual([]);
});

test('a case shows its conversation, cart, checkouts and notes, and no shopper reads a note', async () => {
  const shopper = api.client();
  const conversation = await shopper.openConversation();
  const { id } = await givenCheckout(api.database.pool, conversation, 'stalled');
  await shopper.ask('POST', `/v1/conversations/${conversation}/messages`, {
    json: { messageId: 'message-of-case', text: 'hello' },
  });
  await grace.ask('POST', `/v1/staff/cases/checkout/${id}/notes`, {
    json: { by: 'x', text: 'secret to shoppers' },
  });
  const file = (await ada.ask('GET', `/v1/staff/cases/checkout/${id}`)).body;
  expect(file).toMatchObject({
    conversationId: conversation,
    entries: [{ kind: 'message', text: 'hello' }, { kind: 'reply' }],
    checkouts: [{ id, state: 'stalled' }],
    cart: { count: 0 },
    notes: [{ author: 'Grace', text: 'secret to shoppers' }],
    workflows: [`conversation/${conversation}`, `checkout/${id}`],
  });
  expect((await shopper.ask('GET', `/v1/conversations/${conversation}`)).text).not.toContain('secret');
  expect((await ada.ask('GET', `/v1/staff/cases/checkout/${randomUUID()}`)).status).toBe(404);
});

test('the timeline of an order merges chat, states, payments, webhooks, mail, acts and workflow, in order', async () => {
  const conversation = await api.client().openConversation();
  const { id, checkoutId } = await givenOrder(api.database.pool, conversation);
  await query(
    `insert into conversation_events (conversation_id, seq, kind, ref, payload) values
       ($1, 1, 'message', 'm1', '{"text": "where is it?"}'),
       ($1, 2, 'checkout', 'c1', jsonb_build_object('id', $2::text, 'state', 'stalled', 'headline', 'We look'))`,
    [conversation, checkoutId],
  );
  await query(
    `insert into payment_attempts (key, checkout_id, provider, operation, outcome) values ($1, $2, 'stripe', 'capture', null)`,
    [`k-${checkoutId}`, checkoutId],
  );
  await query(
    `insert into webhook_inbox (provider, event_id, type, payment_id, checkout_id) values ('stripe', $1, 'payment_intent.succeeded', 'pi', $2)`,
    [`evt_${checkoutId}`, checkoutId],
  );
  await query(
    `insert into outbox (topic, ref, payload) values ('order.placed', $1::text, jsonb_build_object('orderId', $1::text))`,
    [id],
  );
  await query(
    `insert into order_events (order_id, seq, at, what, by) values ($1, 1, now(), 'placed', 'the shop')`,
    [id],
  );
  await grace.ask('POST', `/v1/staff/cases/order/${id}/notes`, { json: { by: 'x', text: 'call the bank' } });
  await grace.ask('POST', `/v1/staff/cases/order/${id}/lease`, { json: by });
  const { story } = api.deps.workflows;
  api.deps.workflows.story = async (workflow) => [
    { at: new Date().toISOString(), source: 'workflow', title: `of ${workflow}` },
  ];
  const { items } = (await ops.ask('GET', `/v1/staff/cases/order/${id}/timeline`)).body;
  api.deps.workflows.story = story;
  const sources = new Set(items.map(({ source }: { source: string }) => source));
  expect([...sources].sort()).toEqual(
    ['chat', 'mail', 'note', 'payment', 'staff', 'state', 'webhook', 'workflow'].sort(),
  );
  const times = items.map(({ at }: { at: string }) => at);
  expect(times).toEqual(times.toSorted());
  const titles = items.map(({ title }: { title: string }) => title);
  expect(titles).toEqual(
    expect.arrayContaining([`of checkout/${checkoutId}`, `of order/${id}`, 'Stripe: capture']),
  );
});

test.each([
  ['the number of an order', (number: string) => number],
  ['the number in small letters', (number: string) => number.toLowerCase()],
  ['its digits', (number: string) => number.slice(2)],
])('an order is found by %s', async (_name, words) => {
  const { id } = await givenOrder(api.database.pool, await api.client().openConversation());
  const { rows } = await query('select number from orders where id = $1', [id]);
  const found = await grace.ask('POST', '/v1/staff/search', { json: { words: words(rows[0].number) } });
  expect(found.body.items).toMatchObject([{ kind: 'order', id }]);
});

test('cases are found by a mail address and by any id, and nothing is found by what is neither', async () => {
  const conversation = await api.client().openConversation();
  const { id } = await givenOrder(api.database.pool, conversation);
  const find = async (words: string) =>
    (await ops.ask('POST', '/v1/staff/search', { json: { words } })).body.items.map(
      (hit: { id: string }) => hit.id,
    );
  expect(await find(ADDRESS.email.toUpperCase())).toContain(id);
  expect(await find(conversation)).toEqual([conversation]);
  expect(await find(`order/${id}`)).toEqual([id]);
  expect(await find("' or 1=1 --")).toEqual([]);
});

test('the audit log is read page by page and exported, with no cell that a spreadsheet would run', async () => {
  const subject = `checkout/${randomUUID()}`;
  for (const reason of ['=HYPERLINK("http://evil.example")', '+1', '-1', '@x', 'one, "two"\nthree'])
    await api.deps.audit.append({ actor: 'Grace', act: 'test', subject, reason, details: { n: 1 } });
  const page = (await ops.ask('GET', `/v1/staff/audit?limit=2&subject=${subject}`)).body.items;
  expect(page.map(({ reason }: { reason: string }) => reason)).toEqual(['one, "two"\nthree', '@x']);
  const next = (await ops.ask('GET', `/v1/staff/audit?limit=9&subject=${subject}&before=${page[1].id}`)).body
    .items;
  expect(next).toHaveLength(3);
  const answer = await ops.ask('GET', '/v1/staff/audit.csv');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  const rows: Record<string, string>[] = parse(answer.text, { columns: true });
  const mine = rows.filter((row) => row.subject === subject);
  expect(mine.map(({ reason }) => reason)).toEqual([
    `'=HYPERLINK("http://evil.example")`,
    "'+1",
    "'-1",
    "'@x",
    'one, "two"\nthree',
  ]);
  expect(mine[0]?.details).toBe('{"n":1}');
  expect((await ops.ask('GET', '/v1/staff/audit.csv?from=2020-01-01&to=2020-01-02')).text.trim()).toBe(
    'id,at,actor,act,subject,reason,details',
  );
});

test('mail that was put aside is sent again, once, by a person with a reason', async () => {
  const { rows } = await query(
    `insert into outbox (topic, ref, payload, outcome, settled_at, attempts, last_error)
     values ('order.placed', $1, '{}', 'parked', now(), 12, 'refused') returning id`,
    [randomUUID()],
  );
  const { id } = rows[0];
  expect((await ops.ask('GET', '/v1/staff/mail/parked')).body.items).toMatchObject([
    { id, error: 'refused' },
  ]);
  const again = () => grace.ask('POST', `/v1/staff/mail/${id}/sending`, { json: by });
  expect((await again()).body.items).toEqual([]);
  expect((await query('select outcome, attempts from outbox where id = $1', [id])).rows).toEqual([
    { outcome: null, attempts: 0 },
  ]);
  expect((await again()).status).toBe(404);
  expect(await auditOf(`mail/${id}`)).toMatchObject([{ actor: 'Grace', act: 'mail.send_again' }]);
});

test('the merchant’s replies are at hand, in each language of the shop', async () => {
  const { items } = (await grace.ask('GET', '/v1/staff/canned-replies')).body;
  expect(new Set(items.map(({ language }: { language: string }) => language))).toEqual(
    new Set(['de', 'en', 'es']),
  );
});

test('a workflow is told by its activities, with their attempts and what went wrong', () => {
  const at = { seconds: '1700000000', nanos: 0 };
  const story = storyOf([
    { eventId: '1', eventTime: at, workflowExecutionStartedEventAttributes: {} },
    {
      eventId: '5',
      eventTime: at,
      activityTaskScheduledEventAttributes: { activityType: { name: 'capture' } },
    },
    {
      eventId: '6',
      eventTime: at,
      activityTaskStartedEventAttributes: {
        scheduledEventId: '5',
        attempt: 3,
        lastFailure: { message: 'away' },
      },
    },
    { eventId: '7', eventTime: at, activityTaskCompletedEventAttributes: { scheduledEventId: '5' } },
  ]);
  expect(story).toMatchObject([
    { title: 'The workflow starts', at: '2023-11-14T22:13:20.000Z' },
    { title: 'capture is done', detail: 'attempt 3 · before: away', isTrouble: true },
  ]);
});
