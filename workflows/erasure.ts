import { continueAsNew, proxyActivities, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { ErasureActivities } from '../activities/erasure.js';
import type { StillOpen } from '../activities/ports/index.js';
import type { ErasureInput, ErasurePauses } from './messages.js';

const steps = proxyActivities<ErasureActivities>({
  startToCloseTimeout: '5m',
  retry: { initialInterval: '1s', maximumInterval: '10m' },
});

const MINUTE = 60_000;
const PAUSES: ErasurePauses = {
  paymentsMs: 5 * MINUTE,
  ordersMs: 12 * 60 * MINUTE,
  // Twice as long as any process remembers a key that was destroyed.
  keysMs: 10 * MINUTE,
};

/**
 * Forgets somebody. They are shut out at once and all that can go, goes; what is being paid or delivered keeps what it
 * needs, and goes when it is over. In the end once more, for what was begun in between with a key that was still remembered.
 */
export async function erasure({ person, pauses }: ErasureInput): Promise<void> {
  const { paymentsMs, ordersMs, keysMs } = { ...PAUSES, ...pauses };
  await steps.shutOut({ person });

  for (let timesClear = 0; ; ) {
    const open = await forgetWhatCanGo({ person });
    timesClear = isClear(open) ? timesClear + 1 : 0;
    if (timesClear === 2) break;
    setCurrentDetails(detailsOf(open));
    if (isClear(open)) await sleep(keysMs, { summary: 'until no process remembers a key' });
    else if (open.checkouts.length > 0) await sleep(paymentsMs, { summary: 'payments have to end' });
    else await sleep(ordersMs, { summary: 'orders have to be closed' });
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof erasure>({ person, ...(pauses && { pauses }) });
  }

  await steps.finishErasure({ person });
  setCurrentDetails('**Erased**');
}

async function forgetWhatCanGo(who: Pick<ErasureInput, 'person'>): Promise<StillOpen> {
  await steps.endConversations(who);
  const checkouts = await steps.endCheckouts(who);
  const orders = await steps.findOpenOrders(who);
  const open = { checkouts, orders };
  await steps.forget({ ...who, open });
  await steps.forgetCustomers(who);
  return open;
}

const isClear = ({ checkouts, orders }: StillOpen) => checkouts.length + orders.length === 0;

/** What the Temporal UI says. */
function detailsOf({ checkouts, orders }: StillOpen): string {
  if (checkouts.length + orders.length === 0) return '**Forgotten**; waits until no process remembers a key';
  return [
    '**All that can go is gone; waits for**',
    ...checkouts.map((id) => `- \`checkout/${id}\`: its payment has to end`),
    ...orders.map((id) => `- \`order/${id}\`: it has to be closed`),
  ].join('\n');
}
