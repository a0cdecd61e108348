import { and, assertEvent, assign, setup } from 'xstate';
import {
  computeTotals,
  PAYMENT_OPTIONS,
  type PaymentOption,
  refusalWords,
  type StalledReason,
} from '../domain/index.js';
import type { CheckoutContext, CheckoutEffects, CheckoutEvent, ResumableState } from './checkout-context.js';
import { dropLine, mergeChanges, substituteLine } from './checkout-line-acts.js';
import * as params from './checkout-params.js';
import { priced, relined, taxed, withoutCode } from './checkout-pricing.js';
import {
  ABANDONED_AFTER_MS,
  AUTHENTICATION_MS,
  automaticTryAt,
  compareLines,
  cutToStock,
  lookUpPause,
  MOST_LOOK_UPS,
  PAYING_HOLD_MS,
  SETTLING_HOLD_MS,
  settlementPause,
} from './checkout-rules.js';
import { effect } from './effects.js';

interface Stall {
  reason: StalledReason;
  resumeAt: ResumableState;
}

const RESUMABLE_STATES: readonly ResumableState[] = [
  'checkingCart',
  'replacingPayment',
  'confirmingOutcome',
  'writingOrder',
  'capturing',
  'cancelling',
  'expiring',
  'refunding',
];

type Input = Pick<CheckoutContext, 'checkoutId' | 'conversationId' | 'currency' | 'holdMs'> & {
  /** The ways to pay on offer; the first is the one that is prepared. Default: a card alone. */
  paymentOptions?: PaymentOption[];
};

const shop = setup({
  types: { context: {} as CheckoutContext, events: {} as CheckoutEvent, input: {} as Input },
  actions: {
    readLines: effect<CheckoutEffects['readLines']>(),
    checkCode: effect<CheckoutEffects['checkCode']>(),
    calculateTax: effect<CheckoutEffects['calculateTax']>(),
    holdStock: effect<CheckoutEffects['holdStock']>(),
    extendHold: effect<CheckoutEffects['extendHold']>(),
    preparePayment: effect<CheckoutEffects['preparePayment']>(),
    confirmPayment: effect<CheckoutEffects['confirmPayment']>(),
    lookUpPayment: effect<CheckoutEffects['lookUpPayment']>(),
    reversePayment: effect<CheckoutEffects['reversePayment']>(),
    writeOrder: effect<CheckoutEffects['writeOrder']>(),
    capturePayment: effect<CheckoutEffects['capturePayment']>(),
    undo: effect<CheckoutEffects['undo']>(),
    openOrder: effect<CheckoutEffects['openOrder']>(),
    releaseHold: effect<CheckoutEffects['releaseHold']>(),
    revokeOrder: effect<CheckoutEffects['revokeOrder']>(),
    tellConversation: effect<CheckoutEffects['tellConversation']>(),

    compareLines: assign(({ context, event }) => {
      assertEvent(event, 'LINES_READ');
      const { lines, changes } = compareLines(context.lines, event.lines);
      return relined(context, { lines, changes: mergeChanges(context.changes, changes, lines) });
    }),
    cutLinesToStock: assign(({ context, event }) => {
      assertEvent(event, 'STOCK_SHORT');
      return relined(context, cutToStock(context.lines, event.short));
    }),
    forgetChanges: assign({ changes: [] }),
    noteAddress: assign(({ context, event }) => {
      assertEvent(event, 'ADDRESS_GIVEN');
      return priced(context, { address: event.address, addressIsUnknown: false });
    }),
    noteShipping: assign(({ context, event }) => {
      assertEvent(event, 'SHIPPING_CHOSEN');
      return priced(context, { shipping: context.shippingOptions.find(({ id }) => id === event.optionId) });
    }),
    noteCode: assign(({ event }) => {
      assertEvent(event, 'CODE_GIVEN');
      return { codeGiven: event.code, codeRefusal: undefined };
    }),
    applyCode: assign(({ context, event }) => {
      assertEvent(event, 'CODE_TAKEN');
      return priced(context, { promotion: event.promotion });
    }),
    noteCodeRefusal: assign(({ context: { codeGiven }, event }) => {
      assertEvent(event, 'CODE_REFUSED');
      if (codeGiven === undefined) return {};
      const { reason } = event.refusal;
      return { codeRefusal: { code: codeGiven, reason, message: refusalWords(event.refusal) } };
    }),
    removeCode: assign(({ context }) => priced(context, { promotion: undefined, codeRefusal: undefined })),
    dropCode: assign(({ context, event }) => {
      assertEvent(event, 'CODE_LAPSED');
      return withoutCode(context, event.refusal);
    }),
    noteGiftMessage: assign(({ event }) => {
      assertEvent(event, 'GIFT_MESSAGE_GIVEN');
      return { giftMessage: event.message };
    }),
    noteUnknownAddress: assign({ addressIsUnknown: true }),
    beginTax: assign({ taxesAsked: ({ context }) => context.taxesAsked + 1 }),
    noteTax: assign(({ context, event }) => {
      assertEvent(event, 'TAX_CALCULATED');
      return taxed(context, event.tax);
    }),
    waitForShopper: assign({ deadline: ({ event }) => event.at + ABANDONED_AFTER_MS }),
    beginHold: assign({ holdExpiresAt: ({ context, event }) => event.at + context.holdMs }),
    waitForHold: assign({ deadline: ({ context }) => context.holdExpiresAt }),
    waitForBank: assign(({ event }) => ({
      deadline: event.at + AUTHENTICATION_MS,
      holdExpiresAt: event.at + AUTHENTICATION_MS,
    })),
    waitToLookAgain: assign(({ context, event }) => ({
      deadline: event.at + lookUpPause(context.lookUps),
      lookUps: Math.min(context.lookUps + 1, MOST_LOOK_UPS),
    })),
    waitForSettlement: assign(({ context, event }) => ({
      deadline: event.at + (settlementPause(context.settlementLooks) ?? 0),
      holdExpiresAt: event.at + SETTLING_HOLD_MS,
      settlementLooks: context.settlementLooks + 1,
      lookUps: 0,
    })),
    waitForNothing: assign({ deadline: undefined }),
    notePayment: assign(({ context, event }) => {
      assertEvent(event, 'PAYMENT_PREPARED');
      const { provider } = context.paymentOption;
      return { payment: { id: event.paymentId, provider }, paymentsMade: context.paymentsMade + 1 };
    }),
    notePaymentOption: assign(({ context, event }) => {
      assertEvent(event, 'PAYMENT_OPTION_CHOSEN');
      const chosen = context.paymentOptions.find(({ id }) => id === event.optionId);
      return { paymentOption: chosen ?? context.paymentOption };
    }),
    beginAttempt: assign(({ context, event }) => {
      assertEvent(event, 'PAY_REQUESTED');
      return {
        payment: context.payment && { ...context.payment, method: event.paymentMethod },
        attempts: context.attempts + 1,
        decline: undefined,
        authenticationUrl: undefined,
        lookUps: 0,
        settlementLooks: 0,
        holdExpiresAt: event.at + PAYING_HOLD_MS,
      };
    }),
    noteDecline: assign(({ context, event }) => {
      assertEvent(event, 'PAYMENT_DECLINED');
      return {
        decline: event.decline,
        authenticationUrl: undefined,
        holdExpiresAt: event.at + context.holdMs,
      };
    }),
    noteAuthentication: assign(({ event }) => {
      assertEvent(event, 'AUTHENTICATION_REQUIRED');
      return { authenticationUrl: event.url, lookUps: 0 };
    }),
    forgetPayment: assign({ payment: undefined, decline: undefined, authenticationUrl: undefined }),
    noteOrder: assign(({ event }) => {
      assertEvent(event, 'ORDER_WRITTEN');
      return { orderId: event.orderId };
    }),
    noteStall: assign(({ context, event }, { reason, resumeAt }: Stall) => ({
      stalled: {
        reason,
        resumeAt,
        since: context.automaticTries > 0 ? (context.stalled?.since ?? event.at) : event.at,
        tried: event.type === 'EFFECT_FAILED' ? event.message : 'asked until it made no sense to ask again',
      },
      lookUps: 0,
      deadline: automaticTryAt(event.at, context.automaticTries),
    })),
    noteAutomaticTry: assign(({ context }) => ({
      automaticTries: context.automaticTries + 1,
      deadline: undefined,
    })),
    forgetStall: assign({ stalled: undefined, automaticTries: 0, deadline: undefined }),
    dropLine: assign(({ context, event }) => {
      assertEvent(event, 'LINE_DROPPED');
      return dropLine(context.lines, event.sku);
    }),
    substituteLine: assign(({ context, event }) => {
      assertEvent(event, 'LINE_SUBSTITUTED');
      return substituteLine(context.lines, event.sku, event.withSku);
    }),
  },
  guards: {
    somethingChanged: ({ context }) => context.changes.length > 0,
    somethingIsLeft: ({ context }) => context.lines.length > 0,
    addressIsMissing: ({ context }) => context.address === undefined,
    shippingIsMissing: ({ context }) => context.shipping === undefined,
    codeIsApplied: ({ context }) => context.promotion !== undefined,
    paymentIsPrepared: ({ context }) => context.payment !== undefined,
    shippingIsOffered: ({ context, event }) => {
      assertEvent(event, 'SHIPPING_CHOSEN');
      return context.shippingOptions.some(({ id }) => id === event.optionId);
    },
    paymentOptionIsOffered: ({ context, event }) => {
      assertEvent(event, 'PAYMENT_OPTION_CHOSEN');
      return context.paymentOptions.some(({ id }) => id === event.optionId);
    },
    totalIsAsQuoted: ({ context, event }) => {
      assertEvent(event, 'PAY_REQUESTED');
      const { amount, currency } = context.totals.total;
      return event.quotedTotal.amount === amount && event.quotedTotal.currency === currency;
    },
    askedOftenEnough: ({ context }) => context.lookUps >= MOST_LOOK_UPS,
    stalledAt: ({ context }, state: ResumableState) => context.stalled?.resumeAt === state,
    settlementIsOverdue: ({ context }) => settlementPause(context.settlementLooks) === undefined,
    moneyCouldNotBeGivenBack: ({ context }) => context.stalled?.reason === 'void_failed',
    nothingIsOrdered: ({ context }) => context.orderId === undefined,
    somethingIsOrdered: ({ context }) => context.orderId !== undefined,
    paymentIsOpen: ({ context }) => context.payment !== undefined && context.orderId === undefined,
    lineCanBeChanged: ({ context, event }) => {
      assertEvent(event, ['LINE_DROPPED', 'LINE_SUBSTITUTED']);
      const { payment, orderId, lines } = context;
      return payment === undefined && orderId === undefined && lines.some(({ sku }) => sku === event.sku);
    },
  },
});

const cancel = { CANCEL_REQUESTED: 'cancelling' } as const;
const abandon = { DEADLINE_PASSED: 'expiring' } as const;
/** A gift message changes nothing that is reckoned with. */
const giftMessage = { GIFT_MESSAGE_GIVEN: { actions: 'noteGiftMessage' } } as const;
const code = {
  CODE_GIVEN: { target: 'checkingCode', actions: 'noteCode' },
  CODE_REMOVED: { guard: 'codeIsApplied', target: 'proceeding', actions: 'removeCode' },
} as const;
/** What could not be done waits for a person; stock that no payment is open for is not kept from others meanwhile. */
const stall = (reason: StalledReason, resumeAt: ResumableState) =>
  ({ target: 'stalled', actions: { type: 'noteStall', params: { reason, resumeAt } } }) as const;
const stallAndLetGo = (reason: StalledReason, resumeAt: ResumableState) =>
  ({
    target: 'stalled',
    actions: [
      { type: 'noteStall', params: { reason, resumeAt } },
      { type: 'releaseHold', params: params.releaseHold },
    ],
  }) as const;
/** From `stalled` to the step that could not be done. */
const resume = (action: 'forgetStall' | 'noteAutomaticTry') =>
  RESUMABLE_STATES.map(
    (state) => ({ guard: { type: 'stalledAt', params: state }, target: state, actions: action }) as const,
  );

/**
 * The rules of a checkout: what is asked when, what is set aside until when, and that nothing is
 * written before the money is authorised and nothing captured before the order is written.
 */
export const checkoutMachine = shop.createMachine({
  id: 'checkout',
  context: ({ input: { paymentOptions = [PAYMENT_OPTIONS.card], ...input } }) => ({
    ...input,
    paymentOptions,
    paymentOption: paymentOptions[0] ?? PAYMENT_OPTIONS.card,
    lines: [],
    changes: [],
    shippingOptions: [],
    totals: computeTotals([], input.currency),
    taxesAsked: 0,
    paymentsMade: 0,
    attempts: 0,
    lookUps: 0,
    settlementLooks: 0,
    automaticTries: 0,
  }),
  initial: 'checkingCart',
  states: {
    checkingCart: {
      entry: { type: 'readLines', params: params.readLines },
      on: {
        LINES_READ: { target: 'comparing', actions: 'compareLines' },
        EFFECT_FAILED: stallAndLetGo('dependency_down', 'checkingCart'),
      },
    },
    comparing: {
      always: [
        { guard: 'somethingChanged', target: 'cartChanged' },
        { guard: 'somethingIsLeft', target: 'proceeding' },
        'cancelling',
      ],
    },
    cartChanged: {
      entry: 'waitForShopper',
      on: {
        CHANGES_ACCEPTED: { guard: 'somethingIsLeft', target: 'proceeding', actions: 'forgetChanges' },
        ...cancel,
        ...abandon,
      },
    },
    proceeding: {
      always: [
        { guard: 'addressIsMissing', target: 'awaitingAddress' },
        { guard: 'shippingIsMissing', target: 'awaitingShipping' },
        'calculatingTax',
      ],
    },
    awaitingAddress: {
      entry: 'waitForShopper',
      on: {
        ADDRESS_GIVEN: { target: 'proceeding', actions: 'noteAddress' },
        ...code,
        ...giftMessage,
        ...cancel,
        ...abandon,
      },
    },
    awaitingShipping: {
      entry: 'waitForShopper',
      on: {
        // Prices and stock may have moved while the forms were filled in: they are read again.
        SHIPPING_CHOSEN: { guard: 'shippingIsOffered', target: 'checkingCart', actions: 'noteShipping' },
        ADDRESS_GIVEN: { target: 'proceeding', actions: 'noteAddress' },
        ...code,
        ...giftMessage,
        ...cancel,
        ...abandon,
      },
    },

    checkingCode: {
      entry: { type: 'checkCode', params: params.checkCode },
      on: {
        CODE_TAKEN: [
          { guard: 'paymentIsPrepared', target: 'replacingPayment', actions: 'applyCode' },
          { target: 'proceeding', actions: 'applyCode' },
        ],
        CODE_REFUSED: [
          { guard: 'paymentIsPrepared', target: 'awaitingPayment', actions: 'noteCodeRefusal' },
          { target: 'proceeding', actions: 'noteCodeRefusal' },
        ],
        // A payment that stands must not be forgotten over a code.
        EFFECT_FAILED: [
          { guard: 'paymentIsPrepared', target: 'awaitingPayment' },
          stallAndLetGo('dependency_down', 'checkingCart'),
        ],
      },
    },
    calculatingTax: {
      entry: ['beginTax', { type: 'calculateTax', params: params.calculateTax }],
      on: {
        TAX_CALCULATED: { target: 'holdingStock', actions: 'noteTax' },
        ADDRESS_UNKNOWN: { target: 'awaitingAddress', actions: 'noteUnknownAddress' },
        EFFECT_FAILED: stallAndLetGo('dependency_down', 'checkingCart'),
      },
    },
    holdingStock: {
      entry: ['beginHold', { type: 'holdStock', params: params.holdStock }],
      on: {
        HELD: 'preparingPayment',
        STOCK_SHORT: { target: 'comparing', actions: 'cutLinesToStock' },
        CODE_LAPSED: { target: 'comparing', actions: 'dropCode' },
        EFFECT_FAILED: stallAndLetGo('dependency_down', 'checkingCart'),
      },
    },
    preparingPayment: {
      entry: { type: 'preparePayment', params: params.preparePayment },
      on: {
        PAYMENT_PREPARED: { target: 'awaitingPayment', actions: 'notePayment' },
        EFFECT_FAILED: stallAndLetGo('dependency_down', 'checkingCart'),
      },
    },
    awaitingPayment: {
      entry: 'waitForHold',
      on: {
        PAY_REQUESTED: { guard: 'totalIsAsQuoted', target: 'confirmingPayment', actions: 'beginAttempt' },
        ADDRESS_GIVEN: { target: 'replacingPayment', actions: 'noteAddress' },
        SHIPPING_CHOSEN: { guard: 'shippingIsOffered', target: 'replacingPayment', actions: 'noteShipping' },
        PAYMENT_OPTION_CHOSEN: {
          guard: 'paymentOptionIsOffered',
          target: 'replacingPayment',
          actions: 'notePaymentOption',
        },
        ...code,
        CODE_REMOVED: { guard: 'codeIsApplied', target: 'replacingPayment', actions: 'removeCode' },
        ...giftMessage,
        ...cancel,
        ...abandon,
      },
    },
    replacingPayment: {
      entry: { type: 'reversePayment', params: params.reversePayment },
      on: {
        PAYMENT_REVERSED: { target: 'proceeding', actions: 'forgetPayment' },
        EFFECT_FAILED: stall('void_failed', 'replacingPayment'),
      },
    },

    confirmingPayment: {
      entry: [
        'waitForNothing',
        { type: 'extendHold', params: params.extendHold },
        { type: 'confirmPayment', params: params.confirmPayment },
      ],
      on: {
        PAYMENT_AUTHORISED: 'writingOrder',
        AUTHENTICATION_REQUIRED: { target: 'awaitingAuthentication', actions: 'noteAuthentication' },
        PAYMENT_DECLINED: {
          target: 'awaitingPayment',
          actions: ['noteDecline', { type: 'extendHold', params: params.extendHold }],
        },
        PAYMENT_PROCESSING: 'awaitingSettlement',
        PAYMENT_UNKNOWN: 'confirmingOutcome',
        EFFECT_FAILED: 'confirmingOutcome',
      },
    },
    awaitingAuthentication: {
      entry: ['waitForBank', { type: 'extendHold', params: params.extendHold }],
      on: {
        PAYMENT_NEWS: 'confirmingOutcome',
        // Whoever turned back on the provider's page may pay in another way; what was agreed there is given back.
        PAYMENT_OPTION_CHOSEN: {
          guard: 'paymentOptionIsOffered',
          target: 'replacingPayment',
          actions: 'notePaymentOption',
        },
        ...cancel,
        ...abandon,
      },
    },
    confirmingOutcome: {
      entry: ['waitToLookAgain', { type: 'lookUpPayment', params: params.lookUpPayment }],
      on: {
        PAYMENT_AUTHORISED: 'writingOrder',
        AUTHENTICATION_REQUIRED: { target: 'awaitingAuthentication', actions: 'noteAuthentication' },
        PAYMENT_DECLINED: {
          target: 'awaitingPayment',
          actions: [
            'noteDecline',
            { type: 'extendHold', params: params.extendHold },
            // The shopper may have gone meanwhile; the promise was to tell.
            { type: 'tellConversation', params: params.tellDeclined },
          ],
        },
        PAYMENT_PROCESSING: 'awaitingSettlement',
        PAYMENT_NEWS: { target: 'confirmingOutcome', reenter: true },
        DEADLINE_PASSED: [
          { guard: 'askedOftenEnough', ...stall('payment_outcome_unknown', 'confirmingOutcome') },
          { target: 'confirmingOutcome', reenter: true },
        ],
      },
    },
    // A bank debit is sure of its money only days later.
    awaitingSettlement: {
      entry: ['waitForSettlement', { type: 'extendHold', params: params.extendHold }],
      on: {
        PAYMENT_NEWS: 'confirmingOutcome',
        DEADLINE_PASSED: [
          { guard: 'settlementIsOverdue', ...stall('payment_outcome_unknown', 'confirmingOutcome') },
          'confirmingOutcome',
        ],
      },
    },

    writingOrder: {
      entry: ['waitForNothing', { type: 'writeOrder', params: params.writeOrder }],
      on: {
        ORDER_WRITTEN: { target: 'capturing', actions: 'noteOrder' },
        SOLD_OUT: 'cancelling',
        CODE_USED_UP: 'cancelling',
        EFFECT_FAILED: stall('order_not_written', 'writingOrder'),
      },
    },
    capturing: {
      entry: { type: 'capturePayment', params: params.capturePayment },
      on: {
        CAPTURED: { target: 'completed', actions: { type: 'openOrder', params: params.openOrder } },
        EFFECT_FAILED: stall('capture_failed', 'capturing'),
      },
    },

    cancelling: {
      entry: ['waitForNothing', { type: 'undo', params: params.undo }],
      on: { UNDONE: 'cancelled', EFFECT_FAILED: stall('void_failed', 'cancelling') },
    },
    expiring: {
      entry: ['waitForNothing', { type: 'undo', params: params.undo }],
      on: { UNDONE: 'expired', EFFECT_FAILED: stall('void_failed', 'expiring') },
    },
    refunding: {
      entry: ['waitForNothing', { type: 'revokeOrder', params: params.revokeOrder }],
      on: { ORDER_REVOKED: 'cancelled', EFFECT_FAILED: stall('void_failed', 'refunding') },
    },

    stalled: {
      entry: { type: 'tellConversation', params: params.tellStalled },
      on: {
        RESUMED: resume('forgetStall'),
        // By itself, now and then, and when the provider has news: the cause may be gone.
        DEADLINE_PASSED: resume('noteAutomaticTry'),
        PAYMENT_NEWS: resume('noteAutomaticTry'),
        PAYMENT_RETRIED: { guard: 'paymentIsOpen', target: 'replacingPayment', actions: 'forgetStall' },
        LINE_DROPPED: {
          guard: 'lineCanBeChanged',
          target: 'checkingCart',
          actions: ['dropLine', 'forgetStall'],
        },
        LINE_SUBSTITUTED: {
          guard: 'lineCanBeChanged',
          target: 'checkingCart',
          actions: ['substituteLine', 'forgetStall'],
        },
        CANCELLED_BY_STAFF: { guard: 'nothingIsOrdered', target: 'cancelling', actions: 'forgetStall' },
        REFUNDED_BY_STAFF: { guard: 'somethingIsOrdered', target: 'refunding', actions: 'forgetStall' },
        SETTLED_BY_HAND: [
          {
            guard: and(['moneyCouldNotBeGivenBack', 'somethingIsOrdered']),
            target: 'refunding',
            actions: ['forgetPayment', 'forgetStall'],
          },
          {
            guard: 'moneyCouldNotBeGivenBack',
            target: 'cancelling',
            actions: ['forgetPayment', 'forgetStall'],
          },
        ],
      },
    },

    completed: { type: 'final', entry: { type: 'tellConversation', params: { outcome: 'completed' } } },
    cancelled: { type: 'final', entry: { type: 'tellConversation', params: { outcome: 'cancelled' } } },
    expired: { type: 'final', entry: { type: 'tellConversation', params: { outcome: 'expired' } } },
  },
});
