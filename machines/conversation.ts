import { and } from 'xstate';
import type { ReplyPlan } from '../domain/index.js';
import * as params from './conversation-params.js';
import { joinedParams, leftParams, saidParams } from './conversation-person.js';
import * as plans from './conversation-plans.js';
import { conversationSetup } from './conversation-setup.js';

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
export const conversationMachine = conversationSetup.createMachine({
  id: 'conversation',
  context: ({ input }) => ({
    constraints: {},
    shown: [],
    seen: 0,
    total: 0,
    screen: 'products',
    ...input.standing,
    cart: input.cart,
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
      entry: { type: 'understand', params: ({ context, event }) => params.understand(context, event) },
      on: {
        UNDERSTOOD: understood,
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    /** The message asked for several things: the next one, which was understood with the first. */
    acting: {
      entry: { type: 'takeNext', params: ({ context }) => params.takeNext(context) },
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
      entry: { type: 'searchCatalog', params: ({ context }) => params.searchCatalog(context) },
      on: {
        SEARCHED: { target: 'concluding', actions: 'rememberResults' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    findingSimilar: {
      entry: { type: 'findSimilar', params: ({ context, event }) => params.findSimilar(context, event) },
      on: {
        SIMILAR_FOUND: { target: 'concluding', actions: 'rememberSimilar' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    changingCart: {
      entry: { type: 'changeCart', params: ({ context, event }) => params.changeCart(context, event) },
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
      entry: { type: 'watchStock', params: ({ context, event }) => params.watchStock(context, event) },
      on: {
        STOCK_WATCHED: { target: 'concluding', actions: 'planStockWatched' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    cancellingOrder: {
      entry: { type: 'cancelOrder', params: ({ context }) => params.cancelOrder(context) },
      on: {
        CANCELLATION_ASKED: { target: 'concluding', actions: 'planCancelling' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    stoppingWatches: {
      entry: { type: 'stopWatching', params: ({ event }) => params.stopWatching(event) },
      on: {
        WATCHING_STOPPED: { target: 'concluding', actions: 'planWatchingStopped' },
        EFFECT_FAILED: answerWith(plans.trouble),
      },
    },

    replying: {
      id: 'replying',
      entry: { type: 'reply', params: ({ context }) => params.reply(context) },
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
