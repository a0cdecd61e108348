import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import {
  type OrderInput,
  orderActUpdate,
  orderPaymentNewsSignal,
  orderViewQuery,
  orderWishSignal,
  staffOrderActUpdate,
  stateHistoryQuery,
  stateQuery,
} from './messages.js';
import { OrderSession } from './order-session.js';

/**
 * What becomes of an order once it is paid: it is shipped or cancelled, changed while it can be, sent back and
 * paid back. Ends when nothing is left to wait for; told something later, it begins anew where it ended.
 */
export async function order(input: OrderInput): Promise<void> {
  const session = new OrderSession(input);

  setHandler(orderActUpdate, (command) => session.act(command), {
    description: 'What the shopper does; answered with the order as it stands then',
    validator: (command) => session.refuseUnlessPossible(command),
  });
  setHandler(staffOrderActUpdate, (command) => session.staffAct(command), {
    description: 'Packs, ships, delivers, refunds, receives what is sent back',
    validator: (command) => session.refuseStaffUnlessPossible(command),
  });
  setHandler(orderWishSignal, (command) => session.wish(command));
  setHandler(orderPaymentNewsSignal, (news) => session.paymentNews(news));
  setHandler(orderViewQuery, () => session.view());
  setHandler(stateQuery, () => session.whereabouts());
  setHandler(stateHistoryQuery, () => session.history());

  do {
    while (!session.isOver) await session.passTime();
    await condition(allHandlersFinished);
  } while (!session.isOver);
}
