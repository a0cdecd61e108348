import { and, assertEvent, assign, setup } from 'xstate';
import {
  type CartOutline,
  type CheckoutId,
  type Intent,
  languageAfter,
  type ReplyPlan,
  searchable,
} from '../domain/index.js';
import type { ConversationContext, ConversationEffects, ConversationEvent } from './conversation-context.js';
import * as orders from './conversation-orders.js';
import { joinedParams, leftParams, personActions, personGuards, saidParams } from './conversation-person.js';
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

/** How many products one reply shows. */
export const PAGE_SIZE = 8;
/** How many are shown that are like a product, and that go with it. */
export const MOST_SIMILAR = 4;

function intentIs(...wanted: Intent[]) {
  return ({ event }: { event: ConversationEvent }): boolean => {
    assertEvent(event, 'UNDERSTOOD');
    return wanted.includes(event.understanding.intent);
  };
}

const shop = setup({
  types: {
    context: {} as ConversationContext,
    events: {} as ConversationEvent,
    input: {} as { cart: CartOutline; checkoutId?: CheckoutId },
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

const answerWith = (plan: ReplyPlan) =>
  ({ target: '#concluding', actions: { type: 'plan', params: { plan } } }) as const;

/** What each thing that a message can ask for leads to. */
const understood = [
  { guard: 'answersWhichVariant', target: 'changingCart' },
  {
    guard: and(['asksForProducts', 'asksForContradictingPrices']),
    ...answerWith(plans.priceRangeInvalid),
  },
  { guard: 'startsOver', target: 'concluding', actions: 'forgetWish' },
  { guard: 'asksForProducts', target: 'searching', actions: 'rememberWish' },
  { guard: and(['asksForMore', 'moreIsThere']), target: 'searching' },
  { guard: 'asksForMore', ...answerWith(plans.nothingMore) },
  { guard: and(['asksForSimilar', 'saysLikeWhat']), target: 'findingSimilar' },
  { guard: 'asksForSimilar', target: 'concluding', actions: 'planWhichOne' },
  { guard: and(['wantsCartChanged', 'saysWhich']), target: 'changingCart' },
  { guard: 'wantsCartChanged', target: 'concluding', actions: 'planWhichOne' },
  { guard: and(['asksForCart', 'cartIsEmpty']), ...answerWith(plans.cartEmpty) },
  { guard: 'asksForCart', target: 'showingCart' },
  {
    guard: and(['wantsToPay', 'checkoutIsOpen']),
    target: 'concluding',
    actions: 'planCheckoutAlreadyOpen',
  },
  { guard: and(['wantsToPay', 'cartIsEmpty']), ...answerWith(plans.cartEmpty) },
  { guard: 'wantsToPay', target: 'openingCheckout' },
  { guard: 'asksAboutOrder', target: 'lookingUpOrders', actions: 'rememberOrderWish' },
  { guard: and(['wantsToBeTold', 'saysOfWhat']), target: 'watchingStock' },
  { guard: 'wantsToBeTold', target: 'concluding', actions: 'planWhichOne' },
  { guard: 'wantsNoMoreNews', target: 'stoppingWatches' },
  { guard: and(['compares', 'hasTwo']), target: 'concluding', actions: 'planComparison' },
  { guard: 'compares', ...answerWith(plans.nothingToCompare) },
  { guard: and(['asksAboutThing', 'saysOfWhat']), target: 'concluding', actions: 'planFacts' },
  { guard: 'asksAboutThing', target: 'concluding', actions: 'planWhichOne' },
  { guard: 'asksAboutShop', target: 'concluding', actions: 'planPolicy' },
  { guard: 'saysThanks', ...answerWith(plans.thanks) },
  { guard: 'saysGoodbye', ...answerWith(plans.goodbye) },
  { guard: 'greets', ...answerWith(plans.greeting) },
  { guard: 'asksForHelp', ...answerWith(plans.help) },
  { guard: 'asksForLanguage', ...answerWith(plans.languageSet) },
  { guard: 'asksForPerson', target: 'callingPerson' },
  answerWith(plans.outOfScope),
] as const;

/** The rules of a conversation: one message at a time comes in, one planned reply goes out. */
export const conversationMachine = shop.createMachine({
  id: 'conversation',
  context: ({ input }) => ({
    constraints: {},
    shown: [],
    seen: 0,
    total: 0,
    cart: input.cart,
    screen: 'products',
    checkoutId: input.checkoutId,
    wantsPerson: false,
    ref: '',
    plan: [],
  }),
  initial: 'ready',
  states: {
    ready: {
      on: {
        MESSAGE_RECEIVED: { target: 'understanding', actions: 'beginTurn' },
        CHECKOUT_ENDED: { target: 'replying', actions: 'forgetCheckout' },
        ORDER_NEWS: { target: 'replying', actions: 'planOrderNews' },
        STOCK_BACK: { target: 'replying', actions: 'planStockBack' },
        PERSON_JOINED: { target: 'joining', actions: 'letPersonSpeak' },
      },
    },

    /** A person of the staff takes over, or takes over from another. */
    joining: {
      entry: { type: 'notePerson', params: ({ context }) => joinedParams(context) },
      on: { PERSON_NOTED: 'withPerson', EFFECT_FAILED: 'withPerson' },
    },

    /** A person speaks with the shopper. There is no way from here to a reply of the assistant but through `handingBack`. */
    withPerson: {
      on: {
        MESSAGE_RECEIVED: { target: 'acknowledging', actions: 'beginTurn' },
        PERSON_JOINED: { guard: 'mayTakeOver', target: 'joining', actions: 'letPersonSpeak' },
        PERSON_SAID: { guard: 'isSpeaking', target: 'passingOn', actions: 'heardPerson' },
        PERSON_LEFT: { guard: 'isSpeaking', target: 'handingBack', actions: 'nameNote' },
        DEADLINE_PASSED: { guard: 'personIsSilent', target: 'handingBack', actions: 'nameSilence' },
        CHECKOUT_ENDED: { actions: ['forgetCheckout', 'holdBack'] },
        ORDER_NEWS: { actions: ['planOrderNews', 'holdBack'] },
        STOCK_BACK: { actions: ['planStockBack', 'holdBack'] },
      },
    },

    /** The shopper's message is for the person; its turn is answered with nothing. */
    acknowledging: {
      entry: {
        type: 'reply',
        params: ({ context }) => ({ ref: context.ref, inReplyTo: context.messageId, plan: [] }),
      },
      on: { REPLIED: 'withPerson' },
    },

    passingOn: {
      entry: { type: 'notePerson', params: ({ context }) => saidParams(context) },
      on: { PERSON_NOTED: 'withPerson', EFFECT_FAILED: 'withPerson' },
    },

    handingBack: {
      entry: { type: 'notePerson', params: ({ context, event }) => leftParams(context, event) },
      exit: 'letAssistantSpeak',
      on: { PERSON_NOTED: 'catchingUp', EFFECT_FAILED: 'catchingUp' },
    },

    /** What was held back while a person spoke is told now. */
    catchingUp: {
      always: [{ guard: 'hasUnsaid', target: 'replying', actions: 'takeUnsaid' }, { target: 'ready' }],
    },

    callingPerson: {
      entry: { type: 'callPerson', params: {} },
      on: {
        PERSON_CALLED: { target: 'concluding', actions: 'flagForPerson' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    understanding: {
      exit: ['rememberNext', 'hearLanguage'],
      entry: { type: 'understand', params: ({ context, event }) => understandParams(context, event) },
      on: {
        UNDERSTOOD: understood,
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    /** The message asked for several things: the next one, which was understood with the first. */
    acting: {
      entry: { type: 'takeNext', params: ({ context }) => takeNextParams(context) },
      exit: 'dropNext',
      on: { UNDERSTOOD: understood, EFFECT_FAILED: answerWith(plans.trouble) },
    },

    concluding: {
      id: 'concluding',
      always: [
        { guard: 'moreIsAsked', target: 'acting', actions: 'keepPlan' },
        { target: 'replying', actions: 'joinPlans' },
      ],
    },

    searching: {
      entry: {
        type: 'searchCatalog',
        params: ({ context }) => ({
          constraints: searchable(context.constraints),
          sort: context.sort,
          offset: context.seen,
          limit: PAGE_SIZE,
        }),
      },
      on: {
        SEARCHED: { target: 'concluding', actions: 'rememberResults' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    findingSimilar: {
      entry: { type: 'findSimilar', params: ({ context, event }) => findSimilarParams(context, event) },
      on: {
        SIMILAR_FOUND: { target: 'concluding', actions: 'rememberSimilar' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    changingCart: {
      entry: { type: 'changeCart', params: ({ context, event }) => changeCartParams(context, event) },
      on: {
        CART_CHANGED: { target: 'concluding', actions: ['rememberCart', 'planCartChanged'] },
        CART_CHANGE_REFUSED: { target: 'concluding', actions: ['rememberCart', 'planCartChangeRefused'] },
        VARIANT_NEEDED: { target: 'concluding', actions: ['rememberCart', 'askWhichVariant'] },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    showingCart: {
      entry: ['lookAtCart', { type: 'plan', params: { plan: plans.cart } }],
      always: 'concluding',
    },

    openingCheckout: {
      entry: { type: 'openCheckout', params: {} },
      on: {
        CHECKOUT_OPENED: { target: 'concluding', actions: 'rememberCheckout' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    lookingUpOrders: {
      entry: { type: 'findOrders', params: {} },
      on: {
        ORDERS_FOUND: [
          { guard: 'orderMayBeCancelled', target: 'cancellingOrder', actions: 'pinOrder' },
          { target: 'concluding', actions: 'planOrders' },
        ],
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    watchingStock: {
      entry: { type: 'watchStock', params: ({ context, event }) => watchStockParams(context, event) },
      on: {
        STOCK_WATCHED: { target: 'concluding', actions: 'planStockWatched' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    cancellingOrder: {
      entry: { type: 'cancelOrder', params: ({ context }) => cancelOrderParams(context) },
      on: {
        CANCELLATION_ASKED: { target: 'concluding', actions: 'planCancelling' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    stoppingWatches: {
      entry: { type: 'stopWatching', params: ({ event }) => stopWatchingParams(event) },
      on: {
        WATCHING_STOPPED: { target: 'concluding', actions: 'planWatchingStopped' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    replying: {
      id: 'replying',
      entry: {
        type: 'reply',
        params: ({ context }) => ({
          ref: context.ref,
          inReplyTo: context.messageId,
          plan: context.plan,
          language: context.language,
        }),
      },
      on: {
        REPLIED: [
          {
            guard: 'hasUnsaid',
            target: 'replying',
            reenter: true,
            actions: ['rememberQuestion', 'takeUnsaid'],
          },
          { target: 'ready', actions: ['rememberQuestion', { type: 'plan', params: { plan: [] } }] },
        ],
      },
    },
  },
});

function takeNextParams({ pending }: ConversationContext): ConversationEffects['takeNext'] {
  const [act] = pending ?? [];
  if (!act) throw new Error('the guard lets only messages with more to do through');
  return { act };
}

function cancelOrderParams({ orderWish }: ConversationContext): ConversationEffects['cancelOrder'] {
  if (!orderWish?.orderId) throw new Error('the guard lets only known orders through');
  return { orderId: orderWish.orderId };
}

function understandParams(
  { constraints, shown, cart, asked, confirming, language }: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['understand'] {
  assertEvent(event, 'MESSAGE_RECEIVED');
  const { messageId, action } = event;
  return {
    messageId,
    action,
    context: {
      constraints,
      shownCount: shown.length,
      cartCount: cart.count,
      shown: shown.slice(0, 50),
      cart: cart.lines.map(({ sku, productId }) => ({ sku, productId })).slice(0, 50),
      asked: asked ? 'size' : confirming && 'confirm_cancel',
      language,
    },
  };
}

function findSimilarParams(
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['findSimilar'] {
  assertEvent(event, 'UNDERSTOOD');
  const productId = wantedExample(context, event.understanding);
  if (productId === undefined) throw new Error('the guard lets only clear examples through');
  return { productId, limit: MOST_SIMILAR };
}

function changeCartParams(
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['changeCart'] {
  assertEvent(event, 'UNDERSTOOD');
  const change = wantedCartChange(context, event.understanding);
  if (!change) throw new Error('the guard lets only clear changes through');
  // Each act of one message changes the cart under a name of its own.
  return { changeId: context.done ? `${context.ref}/${context.done}` : context.ref, change };
}

function watchStockParams(
  context: ConversationContext,
  event: ConversationEvent,
): ConversationEffects['watchStock'] {
  assertEvent(event, 'UNDERSTOOD');
  const wish = wantedStock(context, event.understanding);
  if (!wish) throw new Error('the guard lets only clear wishes through');
  return { wish };
}

function stopWatchingParams(event: ConversationEvent): ConversationEffects['stopWatching'] {
  assertEvent(event, 'UNDERSTOOD');
  return { sku: event.understanding.target?.sku };
}
