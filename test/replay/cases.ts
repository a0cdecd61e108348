import { randomUUID } from 'node:crypto';
import type { Sku } from '../../domain/index.js';
import {
  erasureWorkflowId,
  erasureWorkflowType,
  type PersonRequest,
  personUpdate,
} from '../../workflows/messages.js';
import { answerPage } from '../dev/paypal-sandbox/sandbox-under-test.js';
import { startLlmServer } from '../support/llm-server.js';
import type { Adyen } from '../workflows/support/adyen.js';
import { address, Buyer } from '../workflows/support/buyer.js';
import { Owner } from '../workflows/support/owner.js';
import { startWorkflows, type Workflows } from '../workflows/support/shop.js';

/** What is recorded, by the name of its file: each brings a workflow somewhere and says which one. */
export const cases: Record<string, (shop: Workflows, adyen: Adyen) => Promise<string>> = {
  'conversation-search-to-cart': async (shop) => {
    const guest = await shop.guest();
    for (const text of ['hello', "men's jeans under $50", 'in blue', 'show more', 'qwxz'])
      await guest.say(text);
    await guest.fillCart(2);
    await guest.say('Show my cart', { type: 'view_cart' });
    return guest.handle.workflowId;
  },
  'conversation-continued-as-new': async (shop) => {
    const guest = await shop.guest({ softTurns: 2, quietMs: 10 });
    await guest.say("men's jeans");
    await guest.say('in blue');
    const { runId } = await guest.handle.describe();
    while ((await guest.handle.describe()).runId === runId)
      await new Promise((resolve) => setTimeout(resolve, 30));
    await guest.say('help');
    return guest.handle.workflowId;
  },
  // It begins anew from the transcript, with what was looked for, and answers what was answered before with the same.
  'conversation-taken-up-after-temporal-lost-it': async (shop) => {
    const guest = await shop.guest();
    await guest.say("men's jeans under $50");
    await guest.handle.terminate('lost in a disaster');
    await guest.say('in blue');
    return guest.handle.workflowId;
  },
  'retention-with-nothing-due': async (shop) => {
    const workflowId = `retention-${randomUUID()}`;
    await shop.client.workflow.execute('retention', { workflowId, taskQueue: shop.taskQueue, args: [] });
    return workflowId;
  },
  // Read, worded, found in other words, and turned down for a lie.
  'conversation-with-a-language-model': async () => {
    const llm = await startLlmServer();
    const shop = await startWorkflows({ environment: { LLM_BASE_URL: llm.url, LLM_MODEL: 'scripted' } });
    try {
      const guest = await shop.guest();
      const nothing = {
        ...{ price_min: null, price_max: null, size: null, department: null, category: null, brand: null },
        ...{ colors: [], text: null, ordinal: null, quantity: null, order_number: null },
      };
      const understand = { text: JSON.stringify({ intent: 'search', ...nothing, category: 'Jeans' }) };
      llm.play(({ task }) => (task === 'understand' ? understand : { text: 'Here they are.' }));
      await guest.say('Why do my legs look so indecent?');
      llm.play({ text: 'Here they are, for free.' });
      await guest.say('red dresses');
      const rewrite = { text: JSON.stringify({ text: null, category: 'Jeans' }) };
      llm.play(({ task }) => (task === 'rewrite' ? rewrite : { status: 400 }));
      await guest.say("women's jeans qwxz");
      await guest.say('Show my cart', { type: 'view_cart' });
      return guest.handle.workflowId;
    } finally {
      await shop.close();
      await llm.close();
    }
  },
  'conversation-taken-over-by-a-person': async (shop) => {
    const guest = await shop.guest();
    await guest.say('I want to talk to a person');
    const by = { id: 'grace', name: 'Grace' };
    const act = (request: PersonRequest) =>
      guest.handle.executeUpdate(personUpdate, { updateId: request.ref, args: [request] });
    await act({ type: 'join', ref: 'join-0001', by });
    await guest.say('Do you ship to Iceland?');
    await shop.pool.query('insert into person_words (id, conversation_id, text) values ($1, $2, $3)', [
      'words-0001',
      guest.id,
      'We do.',
    ]);
    await act({ type: 'say', ref: 'words-0001', by });
    await act({ type: 'hand_back', ref: 'left-0001', by });
    await guest.say('hello');
    return guest.handle.workflowId;
  },
  'conversation-checkout-and-receipt': async (shop) => {
    const guest = await shop.guest();
    await guest.fillCart();
    const buyer = new Buyer(shop, await guest.checkOut());
    await buyer.reaches('awaitingAddress');
    await buyer.act({ type: 'cancel' });
    // Added, opened, cancelled; the view of the cancelled checkout may come last.
    const replies = async () => (await guest.transcript()).filter(({ kind }) => kind === 'reply');
    while ((await replies()).length < 3) await new Promise((resolve) => setTimeout(resolve, 30));
    return guest.handle.workflowId;
  },
  'checkout-paid-after-a-decline': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.pay('pm_card_chargeDeclined');
    await buyer.pay();
    return buyer.handle.workflowId;
  },
  'checkout-paid-at-the-first-try': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.pay();
    await buyer.handle.result();
    return buyer.handle.workflowId;
  },
  'checkout-authentication-cancelled': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.pay('pm_card_authenticationRequired');
    await buyer.act({ type: 'cancel' });
    return buyer.handle.workflowId;
  },
  'checkout-outcome-unknown-then-paid': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await shop.faults({ operation: '*', kind: 'drop_request', probability: 1 });
    await buyer.pay();
    await shop.repair();
    await buyer.news();
    await buyer.reaches('completed');
    return buyer.handle.workflowId;
  },
  // What is published between two steps must not run beside the next: such a history could not be followed.
  'checkout-paid-while-news-comes-in': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    const news = [buyer.news(), buyer.news(), buyer.news()];
    await Promise.all([buyer.pay(), ...news]);
    return buyer.handle.workflowId;
  },
  'checkout-cancelled-while-news-comes-in': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.pay('pm_card_authenticationRequired');
    await Promise.all([buyer.news(), buyer.act({ type: 'cancel' }), buyer.news()]);
    return buyer.handle.workflowId;
  },
  'checkout-bank-debit-settled': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.act({ type: 'choose_payment', optionId: 'bank_debit' });
    await buyer.pay('pm_usBankAccount_success');
    while ((await buyer.view()).state !== 'completed') {
      await buyer.news();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return buyer.handle.workflowId;
  },
  'checkout-paid-with-paypal': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.act({ type: 'choose_payment', optionId: 'paypal' });
    const { authenticationUrl = '' } = await buyer.pay('paypal');
    await answerPage(authenticationUrl, 'approve');
    await buyer.news();
    await buyer.reaches('completed');
    return buyer.handle.workflowId;
  },
  'checkout-paid-with-adyen': async (shop, adyen) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.act({ type: 'choose_payment', optionId: 'adyen' });
    const { authenticationUrl = '' } = await buyer.pay('adyen');
    await adyen.answer(authenticationUrl, 'pay');
    await buyer.reaches('completed');
    return buyer.handle.workflowId;
  },
  'checkout-item-replaced-by-staff-with-a-code-and-a-gift-message': async (shop) => {
    const buyer = await Buyer.arrive(shop);
    await shop.pool.query(
      `insert into promotions (code, kind, basis_points) values ('REPLAY', 'percent', 1000) on conflict do nothing`,
    );
    await buyer.act({ type: 'apply_code', code: 'REPLAY' });
    await buyer.act({ type: 'set_gift_message', message: 'For you' });
    await shop.faults({ operation: 'payment_intents.create', kind: 'forbidden', probability: 1 });
    await buyer.act({ type: 'set_address', address });
    const { lines } = await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
    await shop.repair();
    const sku = lines[0]?.sku as Sku;
    const { rows } = await shop.pool.query(
      'select sku from variants where stock > 5 and sku <> $1 order by sku limit 1',
      [sku],
    );
    const who = { by: 'Grace', reason: 'the seam is torn' };
    await buyer.staffAct({ type: 'substitute_item', sku, withSku: rows[0].sku, ...who });
    await buyer.act({ type: 'accept_changes' });
    await buyer.pay();
    return buyer.handle.workflowId;
  },
  'checkout-refunded-by-staff': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await shop.faults({ operation: 'payment_intents.capture', kind: 'forbidden', probability: 1 });
    await buyer.pay();
    await buyer.staff('resume');
    await shop.repair();
    await buyer.staff('refund');
    return buyer.handle.workflowId;
  },
  'checkout-void-settled-by-hand': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await shop.faults({ operation: 'payment_intents.cancel', kind: 'forbidden', probability: 1 });
    await buyer.act({ type: 'cancel' });
    await buyer.staff('resume');
    await buyer.staff('settled_by_hand');
    await shop.repair();
    return buyer.handle.workflowId;
  },
  'checkout-readdressed-and-expired': async (shop) => {
    const buyer = await Buyer.readyToPay(shop);
    await buyer.act({ type: 'set_address', address: { ...address, region: 'OR', postalCode: '97201' } });
    await buyer.reaches('expired');
    return buyer.handle.workflowId;
  },
  'checkout-stalled-and-cancelled-by-staff': async (shop) => {
    const buyer = await Buyer.arrive(shop);
    await shop.faults({
      operation: 'payment_intents.create',
      kind: 'server_error',
      status: 503,
      probability: 1,
    });
    await buyer.act({ type: 'set_address', address });
    await buyer.act({ type: 'choose_shipping', optionId: 'standard' });
    await shop.repair();
    await buyer.staff('cancel');
    return buyer.handle.workflowId;
  },
  'order-shipped-returned-and-refunded': async (shop) => {
    const owner = await Owner.ofPaidOrder(shop, { quantity: 2 });
    await owner.staff({ type: 'pack' });
    await owner.ship();
    await owner.staff({ type: 'deliver' });
    const { returns } = await owner.act({
      type: 'return',
      lines: [{ position: 0, quantity: 1 }],
      reason: 'It does not fit',
    });
    await owner.staff({ type: 'receive_return', returnId: returns[0]?.id ?? '' });
    return owner.handle.workflowId;
  },
  'order-cancelled-with-the-refund-unknown-at-first': async (shop) => {
    const owner = await Owner.ofPaidOrder(shop);
    await shop.faults({ operation: 'refunds.create', kind: 'drop_request', times: 2 });
    await owner.act({ type: 'cancel' });
    await owner.handle.result();
    await shop.repair();
    return owner.handle.workflowId;
  },
  'order-cancelled-and-its-refund-followed': async (shop) => {
    const owner = await Owner.ofPaidOrder(shop, {}, 'pm_card_pendingRefund');
    await owner.act({ type: 'cancel' });
    await owner.toldUntil(({ refunds }) => refunds[0]?.state === 'done');
    await owner.handle.result();
    return owner.handle.workflowId;
  },
  'erasure-that-waited-for-an-order': async (shop) => {
    const guest = await shop.guest();
    const owner = await Owner.ofGuest(shop, guest);
    const person = guest.shopperId;
    await shop.pool.query(
      `insert into erasures (id, person, asked_by) values (gen_random_uuid(), $1, 'shopper')`,
      [person],
    );
    const erasure = await shop.client.workflow.start(erasureWorkflowType, {
      workflowId: erasureWorkflowId(person),
      taskQueue: shop.taskQueue,
      args: [{ person, pauses: { ordersMs: 1_000, keysMs: 100 } }],
    });
    const forgotten = () =>
      shop.pool.query('select from erasures where person = $1 and forgotten_at is not null', [person]);
    while ((await forgotten()).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await owner.handle.terminate('weeks have passed');
    await shop.pool.query(`update orders set stage = 'closed' where id = $1`, [owner.id]);
    await erasure.result();
    return erasure.workflowId;
  },
};
