import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  startChild,
} from '@temporalio/workflow';
import type { CheckoutActivities } from '../activities/checkout.js';
import type { PricingActivities } from '../activities/pricing.js';
import type { CheckoutView } from '../domain/index.js';
import type { CheckoutEffects, CheckoutEvent } from '../machines/checkout-context.js';
import type { EffectTable } from './machine-host.js';
import {
  type CheckoutInput,
  checkoutEndedSignal,
  conversationWorkflowId,
  orderWorkflowId,
  orderWorkflowType,
} from './messages.js';
import type { order } from './order.js';

/** Our own database: asked until it answers. */
const shop = proxyLocalActivities<CheckoutActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
const codes = proxyLocalActivities<PricingActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});
/** The tax service: somebody else's, too. Where it stays silent, a person is told rather than a figure guessed. */
const taxes = proxyActivities<PricingActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 4 },
});
/** The payment provider: slow, limited, and able to leave us in the dark. Each try carries the same key. */
const provider = proxyActivities<CheckoutActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 6 },
});
/** One try a time: the machine itself decides when to ask again, and the shopper reads what is going on. */
const providerOnce = proxyActivities<CheckoutActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumAttempts: 1 },
});
/** What must happen in the end, now that the money is authorised or the checkout is over. */
const providerInTheEnd = proxyActivities<CheckoutActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/** The same, as an activity that the history of the workflow has before it is done. */
const shopOnRecord = proxyActivities<CheckoutActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '2s' },
});

/**
 * Writes the view where people read it, and where the act that it answers is told from.
 * @param onRecord whether Temporal keeps what led to the view: a local activity is done before its task is kept, and
 * what it wrote would outlive a task that is lost.
 */
export const publishCheckout = (
  view: CheckoutView,
  { onRecord, actId }: { onRecord: boolean; actId?: string },
) => (onRecord ? shop : shopOnRecord).publishCheckout(view, actId);

/** Checkouts of before published the view, and kept the stock aside, in steps of their own before they asked a provider. */
export const asksWithView = () => patched('provider-asked-with-hold-and-view');

/**
 * How a checkout's effects are done.
 * @param announced the view of now, for readers who are to wait for a provider: who asks it shows them first.
 */
export function checkoutEffects(
  { conversationId, checkoutId, shopperId }: CheckoutInput,
  announced: () => CheckoutView,
): EffectTable<CheckoutEffects, CheckoutEvent> {
  const waiting = () => (asksWithView() ? announced() : undefined);
  return {
    readLines: async (request) => ({ type: 'LINES_READ', lines: await shop.readLines(request) }),

    checkCode: async (request) => {
      const outcome = await codes.checkCode({ ...request, shopperId });
      return outcome.kind === 'taken'
        ? { type: 'CODE_TAKEN', promotion: outcome.promotion }
        : { type: 'CODE_REFUSED', refusal: outcome.refusal };
    },
    calculateTax: async (request) => {
      const outcome = await taxes.calculateTax(request);
      return outcome.kind === 'calculated'
        ? { type: 'TAX_CALCULATED', tax: outcome.tax }
        : { type: 'ADDRESS_UNKNOWN' };
    },

    holdStock: async (request) => {
      const outcome = await shop.holdStock({ ...request, shopperId });
      if (outcome.kind === 'held') return { type: 'HELD' };
      if (outcome.kind === 'code_lapsed') return { type: 'CODE_LAPSED', refusal: outcome.refusal };
      return { type: 'STOCK_SHORT', short: outcome.short };
    },
    extendHold: async (request) => {
      await shop.extendHold(request);
      return undefined;
    },

    preparePayment: async (request) => ({
      type: 'PAYMENT_PREPARED',
      ...(await provider.preparePayment(request)),
    }),
    confirmPayment: async (request) => {
      if (!asksWithView()) await shop.extendHold({ checkoutId, expiresAt: request.holdUntil });
      return providerOnce.confirmPayment(request, waiting());
    },
    lookUpPayment: async (request) => providerOnce.lookUpPayment(request, waiting()),
    reversePayment: async (request) => {
      await providerInTheEnd.reversePayment(request);
      return { type: 'PAYMENT_REVERSED' };
    },

    writeOrder: async (request) => {
      const outcome = await shop.writeOrder(request);
      if (outcome.kind === 'placed') return { type: 'ORDER_WRITTEN', orderId: outcome.orderId };
      return { type: outcome.kind === 'sold_out' ? 'SOLD_OUT' : 'CODE_USED_UP' };
    },
    capturePayment: async (request) => {
      await providerInTheEnd.capturePayment(request, waiting());
      return { type: 'CAPTURED' };
    },

    undo: async ({ payment }) => {
      if (payment) await providerInTheEnd.reversePayment(payment);
      await shop.releaseHold({ checkoutId });
      return { type: 'UNDONE' };
    },

    openOrder: async ({ orderId }) => {
      try {
        await startChild<typeof order>(orderWorkflowType, {
          workflowId: orderWorkflowId(orderId),
          args: [{ orderId }],
          parentClosePolicy: ParentClosePolicy.ABANDON,
          staticSummary: `Order of checkout ${checkoutId}`,
        });
      } catch (error) {
        // It runs already, which is all that was wanted. The api also starts it when it is first asked something.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
      return undefined;
    },

    releaseHold: async (request) => {
      await shop.releaseHold(request);
      return undefined;
    },
    revokeOrder: async ({ payment }) => {
      if (payment) await providerInTheEnd.reversePayment(payment);
      await shop.revokeOrder({ checkoutId });
      return { type: 'ORDER_REVOKED' };
    },

    tellConversation: async ({ outcome, again, attempt }) => {
      if (again) return undefined;
      try {
        const handle = getExternalWorkflowHandle(conversationWorkflowId(conversationId));
        await handle.signal(checkoutEndedSignal, { checkoutId, outcome, attempt });
      } catch (error) {
        // The conversation has ended; its transcript shows the checkout's outcome all the same.
        log.warn('no conversation to tell', { conversationId, checkoutId, outcome, error });
      }
      return undefined;
    },
  };
}
