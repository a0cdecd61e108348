import { address, Buyer } from '../workflows/support/buyer.js';
import { Owner } from '../workflows/support/owner.js';
import type { Workflows } from '../workflows/support/shop.js';

/** What is recorded, by the name of its file: each brings a workflow somewhere and says which one. */
export const cases: Record<string, (shop: Workflows) => Promise<string>> = {
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
};
