/** A workflow that runs again and again by itself; ops see it under Schedules in the Temporal UI. */
export interface ShopSchedule {
  /** Also what its runs are called: `<id>-<time>`. */
  id: string;
  workflowType: string;
  /** From the start of one run to the start of the next, in milliseconds; a run that is late is not doubled. */
  everyMs: number;
  /** What it is for, in a sentence, for ops. */
  note: string;
}

/** Everything the shop does by the clock. */
export const SCHEDULES: readonly ShopSchedule[] = [
  {
    id: 'mail-delivery',
    workflowType: 'mailDelivery',
    everyMs: 60_000,
    note: 'Sends what is in the outbox; a run looks every five seconds',
  },
  {
    id: 'stock-watches',
    workflowType: 'stockWatches',
    everyMs: 30_000,
    note: 'Tells shoppers that what they asked for is back in stock',
  },
  {
    id: 'cart-reminders',
    workflowType: 'cartReminders',
    everyMs: 10 * 60_000,
    note: 'Reminds shoppers who allowed it of the cart that they left behind',
  },
  {
    id: 'reconciliation',
    workflowType: 'reconciliation',
    everyMs: 5 * 60_000,
    note: 'Compares payments, orders, holds, stock and workflows; repairs what is safe and reports the rest.',
  },
  {
    id: 'recommendations',
    workflowType: 'recommendations',
    everyMs: 60 * 60_000,
    note: 'Works out what is bought together, from orders, carts and views',
  },
  {
    id: 'retention',
    workflowType: 'retention',
    everyMs: 60 * 60_000,
    note: 'Removes what has been kept long enough, and begins erasures that were lost',
  },
];

/** Only where products are copied from a source; how often is for the merchant to say. */
export function catalogSyncSchedule(everyMs: number): ShopSchedule {
  return {
    id: 'catalog-sync',
    workflowType: 'catalogSync',
    everyMs,
    note: 'Copies what has changed in the BigQuery table into the catalog that serves',
  };
}
