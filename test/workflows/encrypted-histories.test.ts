import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { Payload, ProtoFailure } from '@temporalio/common';
import { createPostgresDataKeys } from '../../activities/adapters/encryption/data-keys.js';
import { KeyRing } from '../../activities/adapters/encryption/key-ring.js';
import { createPayloadCodec } from '../../activities/adapters/encryption/payload-codec.js';
import { encryptionSettings } from '../../config/encryption.js';
import { readConfig } from '../../config/index.js';
import type { MessageId } from '../../domain/index.js';
import { checkoutViewQuery, checkoutWorkflowId, conversationWorkflowId } from '../../workflows/messages.js';
import { FIRST_KEY, TEST_KEYS } from '../support/keys.js';
import { address, Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(60_000);

const PERSONAL = [address.name, address.email, address.line1, address.postalCode];

/** What the SDK itself notes: number, name and time of a local activity, and which patch a run began with. */
const NOTE_OF_THE_SDK =
  /^\{"(seq":\d+,"attempt":\d+,"activity_id":"\d+","activity_type":"\w+","complete_time"|id":"[a-z-]+","deprecated")/;

let shop: Workflows;
let buyer: Buyer;
beforeAll(async () => {
  shop = await startWorkflows({ environment: { ENCRYPTION_KEYS: FIRST_KEY } });
  buyer = await Buyer.readyToPay(shop);
});
afterAll(() => shop?.close());

/** A client that knows these keys, as another process does that starts now. */
function clientWith(keys: string): Client {
  const config = readConfig({ COOKIE_SECRET: 'x'.repeat(16), ENCRYPTION_KEYS: keys });
  const ring = new KeyRing(encryptionSettings(config).keys);
  const codec = createPayloadCodec(ring, createPostgresDataKeys(shop.pool, ring));
  return new Client({ connection: shop.client.connection, dataConverter: { payloadCodecs: [codec] } });
}

const viewSeenBy = (client: Client) =>
  client.workflow.getHandle(checkoutWorkflowId(buyer.id)).query(checkoutViewQuery);

/** Payloads of a history as they are stored, and all that is written beside them. */
async function stored(workflowId: string) {
  const plain = new Client({ connection: shop.client.connection });
  const history = await plain.workflow.getHandle(workflowId).fetchHistory();
  const payloads: { encoding: string; content: string }[] = [];
  // As the protocol's JSON has it: bytes in base64. Search attributes are no secret, and are looked at as they are.
  const beside = JSON.stringify(history, (_key, value) => {
    const encoding = value?.metadata?.encoding;
    if (typeof encoding !== 'string') return value;
    const [kind, content] = [encoding, value.data ?? ''].map((text) =>
      Buffer.from(text, 'base64').toString('latin1'),
    );
    if (kind === 'json/plain' && value.metadata.type) return content;
    payloads.push({ encoding: kind ?? '', content: content ?? '' });
    return undefined;
  });
  return { payloads, beside };
}

test('every payload of conversation and checkout is encrypted, and nothing personal stands beside them', async () => {
  const { rows } = await shop.pool.query('select conversation_id as id from checkouts where id = $1', [
    buyer.id,
  ]);
  for (const id of [checkoutWorkflowId(buyer.id), conversationWorkflowId(rows[0].id)]) {
    const { payloads, beside } = await stored(id);
    expect(payloads.length).toBeGreaterThan(4);
    const clear = payloads.filter(({ encoding }) => encoding !== 'binary/encrypted');
    expect(clear.filter(({ content }) => !NOTE_OF_THE_SDK.test(content))).toEqual([]);
    const all = [beside, ...payloads.map(({ content }) => content)].join('\n');
    expect(PERSONAL.filter((text) => all.includes(text))).toEqual([]);
  }
});

test('what went wrong is encrypted, too, and read by whoever has the keys', async () => {
  const guest = await shop.guest();
  await guest.turn(randomUUID() as MessageId); // of a message that nobody wrote
  const REASON = 'was never stored';
  const { payloads, beside } = await stored(conversationWorkflowId(guest.id));
  expect([beside, ...payloads.map(({ content }) => content)].join('\n')).not.toContain(REASON);
  const { events = [] } = await shop.client.workflow
    .getHandle(conversationWorkflowId(guest.id))
    .fetchHistory();
  const failures =
    events?.flatMap(({ markerRecordedEventAttributes: marker }) => marker?.failure ?? []) ?? [];
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.map(({ message }) => message)).toEqual(failures.map(() => 'Encoded failure'));
  const config = readConfig({ COOKIE_SECRET: 'x'.repeat(16), ENCRYPTION_KEYS: TEST_KEYS });
  const ring = new KeyRing(encryptionSettings(config).keys);
  const codec = createPayloadCodec(ring, createPostgresDataKeys(shop.pool, ring));
  const opened = await codec.decode(failures.flatMap(deepest));
  expect(opened.map(({ data }) => Buffer.from(data ?? []).toString()).join('\n')).toContain(REASON);
});

/** What a failure and its causes hold. */
function deepest(failure: ProtoFailure): Payload[] {
  const causes = failure.cause ? deepest(failure.cause) : [];
  return failure.encodedAttributes ? [failure.encodedAttributes, ...causes] : causes;
}

test('another process with the keys reads it, after a rotation too; one without them does not', async () => {
  expect((await viewSeenBy(clientWith(FIRST_KEY)))?.address?.email).toBe(address.email);
  expect((await viewSeenBy(clientWith(TEST_KEYS)))?.address?.email).toBe(address.email);
  const [second = ''] = TEST_KEYS.split(',');
  await expect(viewSeenBy(clientWith(second))).rejects.toThrow('The key "first" is not in the key ring');
});

test('a worker that remembers nothing goes on with an encrypted history', async () => {
  await shop.replaceWorker();
  await buyer.act({
    type: 'pay',
    paymentMethod: 'pm_card_visa',
    quotedTotal: (await buyer.reaches('awaitingPayment')).totals.total,
  });
  await buyer.reaches('completed');
});

test('once its key is destroyed nobody can read a history', async () => {
  await shop.pool.query('delete from data_keys where subject = $1', [checkoutWorkflowId(buyer.id)]);
  const handle = clientWith(TEST_KEYS).workflow.getHandle(checkoutWorkflowId(buyer.id));
  await expect(handle.result()).rejects.toThrow();
  const codecless = await stored(checkoutWorkflowId(buyer.id));
  const config = readConfig({ COOKIE_SECRET: 'x'.repeat(16), ENCRYPTION_KEYS: TEST_KEYS });
  const ring = new KeyRing(encryptionSettings(config).keys);
  const codec = createPayloadCodec(ring, createPostgresDataKeys(shop.pool, ring));
  expect(codecless.payloads.length).toBeGreaterThan(4);
  const { events } = await new Client({ connection: shop.client.connection }).workflow
    .getHandle(checkoutWorkflowId(buyer.id))
    .fetchHistory();
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  await expect(codec.decode(input)).rejects.toThrow('was destroyed');
});
