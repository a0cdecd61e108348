import {
  getExternalWorkflowHandle,
  log,
  patched,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { OrderActivities } from '../activities/order.js';
import type { ConversationId, Order, OrderEntry } from '../domain/index.js';
import type { OrderEffects, OrderEvent } from '../machines/order-context.js';
import type { EffectTable } from './machine-host.js';
import { conversationWorkflowId, type OrderInput, orderNewsSignal } from './messages.js';

/** Our own database: asked until it answers. */
const shop = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
/** The same, as activities that the history of the order has before they are done. */
const shopOnRecord = proxyActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
/** Given up after a while: nothing has changed then, and the shopper can ask again. */
const triedOnRecord = proxyActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '20s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
const shopTries = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '20s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
/** One try a time: the machine itself decides when to ask again, and people read what is going on. */
const providerOnce = proxyActivities<OrderActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumAttempts: 1 },
});

/**
 * Writes the order, and what has happened since, where people read it.
 * @param onRecord as with `publishCheckout`.
 */
export const publishOrder = (
  request: { order: Order; entries: OrderEntry[]; actId?: string },
  onRecord: boolean,
) => (onRecord ? shop : shopOnRecord).publishOrder(request);

/** Orders of before moved goods in local activities, which a lost task had done already. */
const movesOnRecord = () => patched('goods-moved-on-record');

/** Looked at again tomorrow, if the provider does not answer today. */
const providerSoon = proxyActivities<OrderActivities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '2s', backoffCoefficient: 4, maximumAttempts: 4 },
});

/** How an order's effects are done. */
export function orderEffects(
  { orderId }: OrderInput,
  conversationOf: () => ConversationId,
): EffectTable<OrderEffects, OrderEvent> {
  return {
    readOrder: async (request) => ({ type: 'ORDER_READ', record: await shop.readOrder(request) }),

    restock: async (request) => {
      await (movesOnRecord() ? shopOnRecord : shop).restock(request);
      return undefined;
    },

    exchangeVariant: async (request) => {
      const outcome = await (movesOnRecord() ? triedOnRecord : shopTries).exchangeVariant(request);
      return outcome.kind === 'exchanged'
        ? { type: 'EXCHANGED', position: request.position, line: outcome.line }
        : { type: 'EXCHANGE_REFUSED', message: outcome.message };
    },

    giveBack: (request) => providerOnce.giveBack(request),
    followRefunds: (request) => providerSoon.followRefunds(request),

    tellConversation: async ({ news, ref }) => {
      const conversationId = conversationOf();
      try {
        const handle = getExternalWorkflowHandle(conversationWorkflowId(conversationId));
        await handle.signal(orderNewsSignal, { orderId, news, ref });
      } catch (error) {
        // The conversation has ended; its transcript shows the order as it stands all the same.
        log.warn('no conversation to tell', { conversationId, orderId, news, error });
      }
      return undefined;
    },
  };
}
