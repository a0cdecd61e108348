import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
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

/**
 * The reply's seq is the number of turns so far, over all runs. Replies are remembered by message id
 * and handed over: Temporal can lose the outcome of an update whose run continues as new in the same task.
 */
export async function conversation(input: {
  conversationId: string;
  replies?: Record<string, number>;
}): Promise<void> {
  const replies = input.replies ?? {};
  let then: 'finish' | 'renew' | undefined;
  setHandler(
    turnUpdate,
    ({ messageId }) => {
      replies[messageId] ??= Object.keys(replies).length + 1;
      return { seq: replies[messageId] };
    },
    {
      validator({ messageId }) {
        if (messageId.startsWith('refused'))
          throw ApplicationFailure.nonRetryable('Not this one.', 'not_now');
        if (messageId.startsWith('mistake')) throw ApplicationFailure.nonRetryable('A secret', 'TypeError');
      },
    },
  );
  setHandler(finishSignal, () => {
    then = 'finish';
  });
  setHandler(renewSignal, () => {
    then = 'renew';
  });
  await condition(() => then !== undefined);
  await condition(allHandlersFinished);
  if (then === 'renew') await continueAsNew<typeof conversation>({ ...input, replies });
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
