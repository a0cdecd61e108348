import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { CheckoutSession } from './checkout-session.js';
import {
  type CheckoutInput,
  checkoutActUpdate,
  checkoutStatesQuery,
  checkoutViewQuery,
  paymentNewsSignal,
  staffActUpdate,
  stateHistoryQuery,
  stateQuery,
} from './messages.js';

/**
 * One attempt to buy a cart: asks for what is missing, sets stock aside, takes the money once, writes
 * the order, and undoes what it did when it ends otherwise. Lives as long as it must.
 */
export async function checkout(input: CheckoutInput): Promise<void> {
  const session = new CheckoutSession(input);

  setHandler(checkoutActUpdate, (command) => session.act(command), {
    description: 'What the shopper does; answered with the checkout as it stands then',
    validator: (command) => session.refuseUnlessPossible(command),
  });
  setHandler(staffActUpdate, (command) => session.staffAct(command), {
    description: 'Resumes or cancels a stalled checkout',
    validator: (command) => session.refuseStaffUnlessPossible(command),
  });
  setHandler(paymentNewsSignal, () => session.paymentNews());
  setHandler(checkoutViewQuery, () => session.view());
  setHandler(checkoutStatesQuery, () => session.history());
  setHandler(stateQuery, () => session.whereabouts());
  setHandler(stateHistoryQuery, () => session.history());

  await session.begin();
  while (!session.isOver) await session.passTime();
  await session.quiet;
  await condition(allHandlersFinished);
}
