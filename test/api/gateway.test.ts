import { randomUUID } from 'node:crypto';
import { temporalGateway } from '../../api/gateway/temporal-gateway.js';
import { CheckoutId, ConversationId, MessageId, ShopperId } from '../../domain/index.js';
import { checkoutWorkflowId, conversationWorkflowId } from '../../workflows/messages.js';
import { temporalAddress } from '../support/servers.js';
import { startSampleWorker } from './support/sample-worker.js';

jest.setTimeout(30_000);

let sample: Awaited<ReturnType<typeof startSampleWorker>>;
beforeAll(async () => {
  sample = await startSampleWorker(temporalAddress());
});
afterAll(() => sample.close());

const gateway = (more: { taskQueue?: string; timeoutMs?: number } = {}) =>
  temporalGateway({ client: sample.client, taskQueue: sample.taskQueue, timeoutMs: 10_000, ...more });
const newConversation = () => ({
  id: ConversationId.parse(randomUUID()),
  shopperId: ShopperId.parse(randomUUID()),
});
const message = (prefix = 'message') => MessageId.parse(`${prefix}-${randomUUID()}`);
const run = (id: string) => sample.client.workflow.getHandle(id);

async function openCheckout(): Promise<CheckoutId> {
  const id = CheckoutId.parse(randomUUID());
  await sample.client.workflow.start('checkout', {
    workflowId: checkoutWorkflowId(id),
    taskQueue: sample.taskQueue,
  });
  return id;
}

const seqOfTurn = async (...[conversation, messageId]: [ReturnType<typeof newConversation>, MessageId]) =>
  (await gateway().turn(conversation, { messageId })).seq;

describe('a turn', () => {
  test('starts the conversation when there is none, and goes on with it', async () => {
    const conversation = newConversation();
    expect(await gateway().turn(conversation, { messageId: message() })).toEqual({ seq: 1 });
    expect(await gateway().turn(conversation, { messageId: message() })).toEqual({ seq: 2 });
  });

  test('asked again is not taken again', async () => {
    const conversation = newConversation();
    const id = message();
    const seqs = await Promise.all([1, 2, 3].map(() => seqOfTurn(conversation, id)));
    expect(seqs).toEqual([1, 1, 1]);
  });

  test('gets through while the conversation continues as new', async () => {
    const conversation = newConversation();
    await gateway().turn(conversation, { messageId: message() });
    const turns: Promise<number>[] = [];
    for (let n = 0; n < 12; n++) {
      if (n % 4 === 0) await run(conversationWorkflowId(conversation.id)).signal('renew');
      turns.push(seqOfTurn(conversation, message()));
    }
    expect((await Promise.all(turns)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 2),
    );
  });

  test('begins the conversation anew when its workflow has ended', async () => {
    const conversation = newConversation();
    await gateway().turn(conversation, { messageId: message() });
    await run(conversationWorkflowId(conversation.id)).signal('finish');
    await run(conversationWorkflowId(conversation.id)).result();
    expect(await gateway().turn(conversation, { messageId: message() })).toEqual({ seq: 2 });
  });

  test('that is refused says why, as one of our problems', async () => {
    const refused = gateway().turn(newConversation(), { messageId: message('refused') });
    await expect(refused).rejects.toMatchObject({
      name: 'ShopError',
      code: 'not_now',
      message: 'Not this one.',
    });
  });

  test('that fails by mistake is not told to the shopper as one of our problems', async () => {
    const failed = gateway().turn(newConversation(), { messageId: message('mistake') });
    await expect(failed).rejects.toMatchObject({ name: expect.not.stringMatching('ShopError') });
  });

  test('is unavailable while no worker takes it, and the same turn once one does', async () => {
    const conversation = newConversation();
    const id = message();
    const nobody = gateway({ taskQueue: `nobody-${randomUUID()}`, timeoutMs: 700 });
    await expect(nobody.turn(conversation, { messageId: id })).rejects.toMatchObject({ code: 'unavailable' });
    await run(conversationWorkflowId(conversation.id)).terminate();
    expect(await gateway().turn(conversation, { messageId: id })).toEqual({ seq: 1 });
  });
});

describe('an act', () => {
  test('is done once for each id', async () => {
    const id = await openCheckout();
    const accept = (actId: string) => gateway().act(id, { type: 'accept_changes' }, actId);
    expect(await accept('one')).toMatchObject({ version: 1 });
    expect(await accept('one')).toMatchObject({ version: 1 });
    expect(await accept('two')).toMatchObject({ version: 2 });
  });

  test('on a checkout that is over is refused; one that was done before is answered still', async () => {
    const id = await openCheckout();
    const first = await gateway().act(id, { type: 'cancel' }, 'the last act');
    await run(checkoutWorkflowId(id)).result();
    expect(await gateway().act(id, { type: 'cancel' }, 'the last act')).toEqual(first);
    await expect(gateway().act(id, { type: 'accept_changes' }, 'too late')).rejects.toMatchObject({
      code: 'checkout_over',
    });
    const staff = gateway().staffAct(
      id,
      { type: 'resume', by: 'Grace', reason: 'asked to' },
      'too late as well',
    );
    await expect(staff).rejects.toMatchObject({ code: 'checkout_over' });
  });
});

describe('payment news', () => {
  test('reach a checkout that goes on', async () => {
    const id = await openCheckout();
    expect(await gateway().paymentNews(id, 'evt_1')).toBe('told');
    await gateway().act(id, { type: 'cancel' }, 'end');
    expect(await run(checkoutWorkflowId(id)).result()).toBe(1);
  });

  test('have nobody to go to when the checkout is over, or never was', async () => {
    const id = await openCheckout();
    await gateway().act(id, { type: 'cancel' }, 'end');
    await run(checkoutWorkflowId(id)).result();
    expect(await gateway().paymentNews(id)).toBe('over');
    expect(await gateway().paymentNews(CheckoutId.parse(randomUUID()))).toBe('over');
  });
});
