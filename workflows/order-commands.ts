import { ORDER_STAGES, type OrderCommand, type OrderStage, type StaffOrderCommand } from '../domain/index.js';
import type { OrderContext, OrderEvent } from '../machines/order-context.js';
import { addressRefusal, exchangeRefusal, refundRefusal, returnRefusal } from '../machines/order-rules.js';
import type { Untimed } from './machine-host.js';

/** A shopper's command as the machine hears it. */
export function eventFor(command: OrderCommand): Untimed<OrderEvent> {
  const by = 'shopper';
  switch (command.type) {
    case 'cancel':
      return { type: 'CANCEL_REQUESTED', by };
    case 'change_address':
      return { type: 'ADDRESS_CHANGED', by, address: command.address };
    case 'exchange':
      return { type: 'EXCHANGE_REQUESTED', by, position: command.position, sku: command.sku };
    case 'return':
      return { type: 'RETURN_REQUESTED', by, lines: command.lines, reason: command.reason };
  }
}

export function staffEventFor(command: StaffOrderCommand): Untimed<OrderEvent> {
  const { by } = command;
  switch (command.type) {
    case 'pack':
      return { type: 'PACKED', by };
    case 'ship':
      return { type: 'SHIPPED', by, tracking: command.tracking };
    case 'deliver':
      return { type: 'DELIVERED', by };
    case 'refund':
      return { type: 'REFUND_REQUESTED', by, amount: command.amount, reason: command.reason };
    case 'receive_return':
      return { type: 'RETURN_RECEIVED', by, returnId: command.returnId };
    case 'resume':
      return { type: 'RESUMED', by };
    case 'settle_by_hand':
      return { type: 'SETTLED_BY_HAND', by };
  }
}

/** Why a command is not possible, in a sentence for whoever gave it. */
export function refusalOf(
  command: OrderCommand | StaffOrderCommand,
  stage: OrderStage,
  context: OrderContext,
  now: number,
): string {
  const open = stage === 'placed' || stage === 'packed';
  const { shopper } = ORDER_STAGES[stage];
  const stands = `That is not possible any more: ${shopper.charAt(0).toLowerCase()}${shopper.slice(1)}.`;
  switch (command.type) {
    case 'change_address':
      return (open && addressRefusal(context, command.address)) || stands;
    case 'exchange':
      return (open && exchangeRefusal(context, command)) || stands;
    case 'return':
      return returnRefusal(context, command.lines, now) ?? stands;
    case 'refund':
      return refundRefusal(context, command.amount) ?? stands;
    case 'receive_return':
      return 'This order expects no such parcel back.';
    case 'resume':
    case 'settle_by_hand':
      return 'No refund of this order needs a person.';
    case 'deliver':
      return stage === 'shipped' ? stands : 'Only what was shipped can be delivered.';
    default:
      return stands;
  }
}
