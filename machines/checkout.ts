import { and } from 'xstate';
import { computeTotals, PAYMENT_OPTIONS, type StalledReason } from '../domain/index.js';
import type { ResumableState } from './checkout-context.js';
import * as params from './checkout-params.js';
import { checkoutSetup } from './checkout-setup.js';

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
export const checkoutMachine = checkoutSetup.createMachine({
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
      entry: ['waitForNothing', { type: 'confirmPayment', params: params.confirmPayment }],
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
