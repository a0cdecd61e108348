import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CheckoutView } from '../../../domain/index.js';
import {
  checkoutActUpdate,
  paymentNewsSignal,
  staffActUpdate,
  turnUpdate,
} from '../../../workflows/messages.js';

/** Workflows that speak the shop's messages and do what a test needs to see; the real ones have tests of their own. */

export const finishSignal = defineSignal('finish');
export const renewSignal = defineSignal('renew');

export interface SampleActivities {
  /** Writes the reply to a message, once; returns its seq. */
  reply(conversationId: string, messageId: string): Promise<number>;
}
const { reply } = proxyLocalActivities<SampleActivities>({ startToCloseTimeout: '5 seconds' });

/** Replies to each message; finishes or continues as new when it is told to. */
export async function conversation(input: { conversationId: string }): Promise<void> {
  let then: 'finish' | 'renew' | undefined;
  setHandler(turnUpdate, async ({ messageId }) => ({ seq: await reply(input.conversationId, messageId) }), {
    validator({ messageId }) {
      if (messageId.startsWith('refused')) throw ApplicationFailure.nonRetryable('Not this one.', 'not_now');
      if (messageId.startsWith('mistake')) throw ApplicationFailure.nonRetryable('A secret', 'TypeError');
    },
  });
  setHandler(finishSignal, () => {
    then = 'finish';
  });
  setHandler(renewSignal, () => {
    then = 'renew';
  });
  await condition(() => then !== undefined);
  await condition(allHandlersFinished);
  if (then === 'renew') await continueAsNew<typeof conversation>(input);
}

/** Its version counts what was done to it; it ends when it is cancelled. */
export async function checkout(): Promise<number> {
  let version = 0;
  let news = 0;
  let over = false;
  const view = () => ({ id: workflowInfo().workflowId, version }) as unknown as CheckoutView;
  setHandler(paymentNewsSignal, () => {
    news++;
  });
  setHandler(staffActUpdate, () => {
    version++;
    return view();
  });
  setHandler(checkoutActUpdate, (command) => {
    version++;
    if (command.type === 'cancel') over = true;
    return view();
  });
  await condition(() => over);
  return news;
}
