import type { DataKeys } from '../activities/adapters/encryption/data-keys.js';
import type { Checkouts, Orders } from '../activities/ports/index.js';
import { checkoutWorkflowId, orderWorkflowId } from '../workflows/messages.js';

/**
 * Makes the data key of a workflow that is about to begin while its rows are written, or its money is taken: the task
 * that begins it, and with it the shopper, then waits for no key.
 */
export function withKeysAhead<Stores extends { checkouts: Checkouts; orders: Orders }>(
  stores: Stores,
  keys: DataKeys | undefined,
): Stores {
  if (!keys) return stores;
  const { checkouts, orders } = stores;
  // Where it fails, whoever needs the key asks for it again, and says so.
  const ahead = (subject: string) => Promise.resolve(keys.of(subject)).catch(() => undefined);
  return {
    ...stores,
    checkouts: {
      ...checkouts,
      async register(checkout) {
        await Promise.all([checkouts.register(checkout), ahead(checkoutWorkflowId(checkout.checkoutId))]);
      },
    },
    orders: {
      ...orders,
      async place(order) {
        const outcome = await orders.place(order);
        if (outcome.kind === 'placed') void ahead(orderWorkflowId(outcome.orderId));
        return outcome;
      },
    },
  };
}
