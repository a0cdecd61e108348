import { assertEvent, assign, setup } from 'xstate';
import {
  type CartOutline,
  type CheckoutId,
  type Intent,
  languageAfter,
  type ReplyPlan,
  type Standing,
} from '../domain/index.js';
import type { ConversationContext, ConversationEffects, ConversationEvent } from './conversation-context.js';
import * as orders from './conversation-orders.js';
import { personActions, personGuards } from './conversation-person.js';
import * as plans from './conversation-plans.js';
import {
  answersWhichVariant,
  carriedConstraints,
  meantProduct,
  meantProducts,
  pastAfter,
  pricesContradict,
  wantedCartChange,
  wantedConstraints,
  wantedExample,
  wantedStock,
} from './conversation-wishes.js';
import { effect } from './effects.js';

function intentIs(...wanted: Intent[]) {
  return ({ event }: { event: ConversationEvent }): boolean => {
    assertEvent(event, 'UNDERSTOOD');
    return wanted.includes(event.understanding.intent);
  };
}

/** What a conversation remembers of each event, what it asks of itself, and which effects it has; the rules are in `conversation.ts`. */
export const conversationSetup = setup({
  types: {
    context: {} as ConversationContext,
    events: {} as ConversationEvent,
    input: {} as { cart: CartOutline; checkoutId?: CheckoutId; standing?: Standing },
  },
  actions: {
    understand: effect<ConversationEffects['understand']>(),
    takeNext: effect<ConversationEffects['takeNext']>(),
    searchCatalog: effect<ConversationEffects['searchCatalog']>(),
    findSimilar: effect<ConversationEffects['findSimilar']>(),
    changeCart: effect<ConversationEffects['changeCart']>(),
    watchStock: effect<ConversationEffects['watchStock']>(),
    stopWatching: effect<ConversationEffects['stopWatching']>(),
    openCheckout: effect<ConversationEffects['openCheckout']>(),
    findOrders: effect<ConversationEffects['findOrders']>(),
    cancelOrder: effect<ConversationEffects['cancelOrder']>(),
    callPerson: effect<ConversationEffects['callPerson']>(),
    notePerson: effect<ConversationEffects['notePerson']>(),
    reply: effect<ConversationEffects['reply']>(),

    ...personActions,
    beginTurn: assign(({ context, event }) => {
      assertEvent(event, 'MESSAGE_RECEIVED');
      const { messageId } = event;
      return { messageId, ref: messageId, plan: [], language: context.language ?? event.language };
    }),
    hearLanguage: assign(({ context, event }) => {
      if (event.type !== 'UNDERSTOOD') return {};
      const { language, leaning } = languageAfter(context, event.understanding.heard);
      return { language, leaning };
    }),
    rememberNext: assign(({ event }) => ({
      pending: event.type === 'UNDERSTOOD' ? event.understanding.next : undefined,
      done: 0,
      said: undefined,
    })),
    dropNext: assign(({ context }) => ({
      pending: context.pending?.slice(1),
      done: (context.done ?? 0) + 1,
    })),
    keepPlan: assign(({ context }) => ({ said: [...(context.said ?? []), ...context.plan], plan: [] })),
    joinPlans: assign(({ context }) => ({
      plan: [...(context.said ?? []), ...context.plan],
      said: undefined,
    })),
    forgetWish: assign({
      constraints: {},
      past: [],
      sort: undefined,
      seen: 0,
      total: 0,
      asked: undefined,
      plan: plans.startedOver,
    }),
    planComparison: assign(({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return { plan: plans.comparison(meantProducts(context, event.understanding)) };
    }),
    planFacts: assign(({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      const productId = meantProduct(context, event.understanding);
      return { plan: productId === undefined ? [] : plans.facts(productId, event.understanding.topic) };
    }),
    planPolicy: assign(({ event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return { plan: plans.policy(event.understanding) };
    }),
    rememberWish: assign(({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      const { understanding } = event;
      const constraints = wantedConstraints(context, understanding);
      const carried = carriedConstraints(context.constraints, understanding, constraints);
      return {
        constraints,
        past: pastAfter(context, understanding),
        sort: understanding.sort ?? (understanding.intent === 'refine' ? context.sort : undefined),
        said: [
          ...(context.said ?? []),
          ...plans.carriedOver(carried),
          ...plans.cheapMeans(understanding, constraints),
        ],
        seen: 0,
        total: 0,
        asked: undefined,
      };
    }),
    rememberResults: assign(({ context, event }) => {
      assertEvent(event, 'SEARCHED');
      return {
        plan: plans.results(context, event),
        shown: event.ids.length > 0 ? event.ids : context.shown,
        seen: context.seen + event.ids.length,
        total: event.total,
        screen: 'products',
      };
    }),
    // The search goes on where it was: "show more" means more of what was looked for.
    rememberSimilar: assign(({ context, event }) => {
      assertEvent(event, 'SIMILAR_FOUND');
      const shown = [...event.similar, ...event.alsoBought];
      return {
        plan: plans.recommended(event),
        shown: shown.length > 0 ? shown : context.shown,
        screen: 'products',
      };
    }),
    rememberCart: assign(({ event }) => {
      assertEvent(event, ['CART_CHANGED', 'CART_CHANGE_REFUSED', 'VARIANT_NEEDED']);
      return {
        cart: event.outline,
        asked: undefined,
        screen: event.type === 'CART_CHANGED' ? 'cart' : 'products',
      };
    }),
    askWhichVariant: assign(({ context, event }) => {
      assertEvent(event, 'VARIANT_NEEDED');
      const { productId, quantity } = event;
      return {
        asked: { productId, quantity },
        plan: plans.whichVariant(productId, quantity, context.constraints),
      };
    }),
    lookAtCart: assign({ screen: 'cart' }),
    flagForPerson: assign({ wantsPerson: true, plan: plans.humanAgent }),
    rememberCheckout: assign(({ event }) => {
      assertEvent(event, 'CHECKOUT_OPENED');
      return { checkoutId: event.checkoutId, plan: plans.checkoutOpened(event.checkoutId) };
    }),
    forgetCheckout: assign(({ context, event }) => {
      assertEvent(event, 'CHECKOUT_ENDED');
      const { checkoutId, outcome, attempt } = event;
      const goesOn = outcome === 'stalled' || outcome === 'declined';
      return {
        messageId: undefined,
        ref: `checkout-${outcome}${attempt ?? ''}-${checkoutId}`,
        plan: plans.checkoutEnded(checkoutId, outcome),
        checkoutId: goesOn || context.checkoutId !== checkoutId ? context.checkoutId : undefined,
        cart: outcome === 'completed' ? { lines: [], count: 0 } : context.cart,
      };
    }),
    rememberQuestion: assign(({ context }) => ({ confirming: orders.askedToConfirm(context.plan) })),
    plan: assign((_, params: { plan: ReplyPlan }) => params),
    planWhichOne: assign(({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return { plan: plans.whichOne(context, event.understanding) };
    }),
    planCartChanged: assign(({ context, event }) => {
      assertEvent(event, 'CART_CHANGED');
      return { plan: plans.cartChanged(event.change, event.quantity, context.cart.count === 0) };
    }),
    planCartChangeRefused: assign(({ event }) => {
      assertEvent(event, 'CART_CHANGE_REFUSED');
      return { plan: plans.cartChangeRefused(event.refusal, event.available, event.wish) };
    }),
    planStockWatched: assign(({ event }) => {
      assertEvent(event, 'STOCK_WATCHED');
      return { plan: plans.stockWatched(event.wish, event.outcome) };
    }),
    planWatchingStopped: assign(({ event }) => {
      assertEvent(event, 'WATCHING_STOPPED');
      return { plan: plans.watchingStopped(event.count) };
    }),
    planStockBack: assign(({ event }) => {
      assertEvent(event, 'STOCK_BACK');
      const { watchId, productId, sku } = event;
      return {
        messageId: undefined,
        ref: `stock-back-${watchId}`,
        plan: plans.stockBack(productId, sku),
        shown: [productId],
        seen: 1,
        total: 1,
        screen: 'products',
      };
    }),
    rememberOrderWish: assign(({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return { orderWish: orders.orderWishOf(event.understanding, context.confirming) };
    }),
    pinOrder: assign(({ context, event }) => {
      assertEvent(event, 'ORDERS_FOUND');
      const { orderWish } = context;
      return {
        orderWish: orderWish && { ...orderWish, orderId: orders.meantOrder(orderWish, event.orders)?.id },
      };
    }),
    planOrders: assign(({ context, event }) => {
      assertEvent(event, 'ORDERS_FOUND');
      return { plan: context.orderWish ? orders.answer(context.orderWish, event.orders) : [] };
    }),
    planCancelling: assign(({ context }) => ({ plan: orders.cancelling(context.orderWish) })),
    planOrderNews: assign(({ event }) => {
      assertEvent(event, 'ORDER_NEWS');
      return { messageId: undefined, ref: event.ref, plan: orders.news(event.orderId, event.news) };
    }),
    planCheckoutAlreadyOpen: assign(({ context }) => ({
      plan: context.checkoutId ? plans.checkoutAlreadyOpen(context.checkoutId) : [],
    })),
  },
  guards: {
    ...personGuards,
    asksForProducts: intentIs('search', 'refine'),
    asksForMore: intentIs('show_more'),
    asksForSimilar: intentIs('find_similar'),
    saysLikeWhat: ({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return wantedExample(context, event.understanding) !== undefined;
    },
    wantsCartChanged: intentIs('add_to_cart', 'remove_from_cart', 'change_quantity'),
    asksForCart: intentIs('view_cart'),
    wantsToPay: intentIs('checkout'),
    asksAboutOrder: intentIs(...orders.ORDER_INTENTS),
    orderMayBeCancelled: ({ context, event }) => {
      assertEvent(event, 'ORDERS_FOUND');
      return orders.mayBeCancelled(context.orderWish, event.orders);
    },
    wantsToBeTold: intentIs('watch_stock'),
    wantsNoMoreNews: intentIs('stop_watching'),
    saysOfWhat: ({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return wantedStock(context, event.understanding) !== undefined;
    },
    startsOver: ({ event }) => {
      assertEvent(event, 'UNDERSTOOD');
      const { edits, slots } = event.understanding;
      return edits?.reset === true && Object.keys(slots).length === 0;
    },
    moreIsAsked: ({ context }) => (context.pending?.length ?? 0) > 0,
    compares: intentIs('compare'),
    hasTwo: ({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return meantProducts(context, event.understanding).length > 1;
    },
    asksAboutThing: intentIs('product_question'),
    asksAboutShop: intentIs('policy_question'),
    saysThanks: intentIs('thanks'),
    saysGoodbye: intentIs('goodbye'),
    greets: intentIs('greeting'),
    asksForHelp: intentIs('help'),
    asksForPerson: intentIs('human_agent'),
    asksForLanguage: intentIs('switch_language'),
    asksForContradictingPrices: ({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return pricesContradict(wantedConstraints(context, event.understanding));
    },
    answersWhichVariant: ({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return answersWhichVariant(context, event.understanding);
    },
    saysWhich: ({ context, event }) => {
      assertEvent(event, 'UNDERSTOOD');
      return wantedCartChange(context, event.understanding) !== undefined;
    },
    moreIsThere: ({ context }) => context.seen < context.total,
    cartIsEmpty: ({ context }) => context.cart.count === 0,
    checkoutIsOpen: ({ context }) => context.checkoutId !== undefined,
  },
});
