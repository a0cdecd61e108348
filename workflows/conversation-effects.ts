import {
  getExternalWorkflowHandle,
  ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  startChild,
  uuid4,
} from '@temporalio/workflow';
import type { ConversationActivities } from '../activities/conversation.js';
import type { PersonActivities } from '../activities/persons.js';
import type { RecommendationActivities } from '../activities/recommendations.js';
import type { StockWatchActivities } from '../activities/stock-watches.js';
import {
  type CartChange,
  type CheckoutId,
  type MessageId,
  readTap,
  type StockWish,
  type UnderstandingContext,
} from '../domain/index.js';
import type { ConversationEffects, ConversationEvent } from '../machines/conversation-context.js';
import type { checkout } from './checkout.js';
import { LanguageOfTurn } from './conversation-language.js';
import type { RecentTurns } from './conversation-memory.js';
import type { EffectTable } from './machine-host.js';
import {
  type ConversationInput,
  checkoutWorkflowId,
  checkoutWorkflowType,
  orderWishSignal,
  orderWorkflowId,
} from './messages.js';
import type { TurnTimes } from './turn-times.js';

const RETRY = { initialInterval: '100ms', maximumInterval: '2s' } as const;

/** Given up after a while: the shopper then reads that it did not work, and can try again. */
const tries = proxyLocalActivities<ConversationActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '30s',
  retry: RETRY,
});
const promises = proxyLocalActivities<StockWatchActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '30s',
  retry: RETRY,
});
const recommendations = proxyLocalActivities<RecommendationActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '30s',
  retry: RETRY,
});
/** Never given up: without these the conversation cannot go on. */
const persists = proxyLocalActivities<ConversationActivities>({ startToCloseTimeout: '5s', retry: RETRY });

const callsPerson = proxyLocalActivities<PersonActivities>({
  startToCloseTimeout: '5s',
  scheduleToCloseTimeout: '30s',
  retry: RETRY,
});
/**
 * A regular activity, and never given up: Temporal keeps that a person was let in before anybody can read it. Else a
 * worker that dies at the wrong moment would leave a shopper who reads that a person is here, and an assistant that talks.
 */
const notesPerson = proxyActivities<PersonActivities>({ startToCloseTimeout: '5s', retry: RETRY });

/** The wish, cart and checkout that a conversation finds when it starts, and the turns it had. */
export const recallShopping = ({ conversationId }: ConversationInput) =>
  persists.recallShopping({ conversationId });

/**
 * How a conversation's effects are done. One after another: concurrent local activities once broke replay.
 * @param personNotes is told where the notes of persons stand in the transcript.
 */
export function conversationEffects(
  { conversationId, shopperId }: ConversationInput,
  recent: RecentTurns,
  times: TurnTimes,
  personNotes: Map<string, number>,
): EffectTable<ConversationEffects, ConversationEvent> {
  const language = new LanguageOfTurn(conversationId, times);
  const read = async (messageId: MessageId, context: UnderstandingContext) => {
    const byRules = await times.during('understand', () =>
      tries.understandMessage({ conversationId, messageId, context }),
    );
    return language.surer(byRules, messageId, context);
  };
  return {
    understand: async ({ messageId, action, context }) => {
      times.begin();
      language.beginTurn({ tapped: action !== undefined });
      const understanding = action ? readTap(action) : await read(messageId, context);
      times.understoodAs(understanding.intent);
      return { type: 'UNDERSTOOD', understanding };
    },

    takeNext: async ({ act }) => ({ type: 'UNDERSTOOD', understanding: act }),

    searchCatalog: async (query) => {
      const search = () => tries.searchCatalog(query);
      const { rewritable, ...found } = await times.during('search', search);
      const offers = rewritable ? await language.otherWords(query.constraints) : [];
      return { type: 'SEARCHED', ...found, relaxations: [...offers, ...found.relaxations] };
    },

    findSimilar: async (wish) => ({
      type: 'SIMILAR_FOUND',
      ...(await times.during('search', () => recommendations.recommendFor({ shopperId, ...wish }))),
    }),

    changeCart: async ({ changeId, change }) => {
      const changed = () => tries.changeCart({ conversationId, changeId, change });
      const outcome = await times.during('cart', changed);
      const { outline } = outcome;
      switch (outcome.kind) {
        case 'changed':
          return { type: 'CART_CHANGED', outline, change: change.type, quantity: outcome.quantity };
        case 'refused':
          return {
            type: 'CART_CHANGE_REFUSED',
            outline,
            refusal: outcome.refusal,
            available: outcome.available,
            wish: stockWish(change),
          };
        case 'variant_needed':
          return {
            type: 'VARIANT_NEEDED',
            outline,
            productId: outcome.productId,
            quantity: outcome.quantity,
          };
      }
    },

    watchStock: async ({ wish }) => ({
      type: 'STOCK_WATCHED',
      wish,
      outcome: await times.during('other', () => promises.watchStock({ conversationId, wish })),
    }),

    stopWatching: async ({ sku }) => ({
      type: 'WATCHING_STOPPED',
      count: await times.during('other', () => promises.stopWatching({ conversationId, sku })),
    }),

    openCheckout: async () => {
      const checkoutId = uuid4() as CheckoutId;
      const register = () => tries.registerCheckout({ checkoutId, conversationId, shopperId });
      const { taskQueue, ...terms } = await times.during('other', register);
      await startChild<typeof checkout>(checkoutWorkflowType, {
        workflowId: checkoutWorkflowId(checkoutId),
        args: [{ checkoutId, conversationId, shopperId, ...terms }],
        ...(taskQueue && { taskQueue }),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        staticSummary: `Checkout of conversation ${conversationId}`,
      });
      return { type: 'CHECKOUT_OPENED', checkoutId };
    },

    findOrders: async () => ({
      type: 'ORDERS_FOUND',
      orders: await times.during('other', () => tries.findOrders({ conversationId })),
    }),

    cancelOrder: async ({ orderId }) => {
      await getExternalWorkflowHandle(orderWorkflowId(orderId)).signal(orderWishSignal, { type: 'cancel' });
      return { type: 'CANCELLATION_ASKED' };
    },

    callPerson: async () => {
      // Conversations of before asked for nobody.
      if (patched('calls-person')) await callsPerson.callPerson({ conversationId });
      return { type: 'PERSON_CALLED' };
    },

    notePerson: async (note) => {
      const { seq } = await notesPerson.notePerson({ conversationId, ...note });
      personNotes.set(note.ref, seq);
      return { type: 'PERSON_NOTED' };
    },

    reply: async ({ ref, inReplyTo, plan, language: spoken, standing }) => {
      const reply = { conversationId, ref, inReplyTo, plan, language: spoken, standing };
      const seq = await language.write(reply, persists.writeReply);
      if (inReplyTo) recent.remember(inReplyTo, seq);
      return { type: 'REPLIED' };
    },
  };
}

/** What somebody may want to be told of, when it could not be added. */
function stockWish(change: CartChange): StockWish | undefined {
  if (change.type !== 'add') return undefined;
  const { productId, sku, size, colours } = change;
  return { productId, sku, size, colours };
}
