import { assertEvent, assign, setup } from 'xstate';
import { type PaymentOption, type StalledReason, toldRefusal } from '../domain/index.js';
import type { CheckoutContext, CheckoutEffects, CheckoutEvent, ResumableState } from './checkout-context.js';
import { dropLine, mergeChanges, substituteLine } from './checkout-line-acts.js';
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

export interface Stall {
  reason: StalledReason;
  resumeAt: ResumableState;
}

/** What a checkout starts with. */
export type CheckoutStart = Pick<CheckoutContext, 'checkoutId' | 'conversationId' | 'currency' | 'holdMs'> & {
  /** The ways to pay on offer; the first is the one that is prepared. Default: a card alone. */
  paymentOptions?: PaymentOption[];
};

/** What a checkout remembers of each event, what it asks of itself, and which effects it has; the rules are in `checkout.ts`. */
export const checkoutSetup = setup({
  types: { context: {} as CheckoutContext, events: {} as CheckoutEvent, input: {} as CheckoutStart },
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
      return { codeRefusal: { code: codeGiven, ...toldRefusal(event.refusal) } };
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
