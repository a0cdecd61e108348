import { proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { MailActivities } from '../activities/mail.js';
import type { MailDeliveryInput } from './messages.js';

const outbox = proxyLocalActivities<MailActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '5s' },
});
/** A call sends up to fifty mails, each within its own time-outs; what it leaves is due at the next look. */
const mail = proxyActivities<MailActivities>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 3 },
});

const WATCH: Required<MailDeliveryInput> = { forMs: 55_000, everyMs: 5_000 };

/**
 * Sends what is in the outbox. A run looks every few seconds for most of a minute, then the schedule starts
 * the next: mail leaves within seconds of the commit that queued it, whoever queued it and whatever died
 * meanwhile, and there is no message that could be lost in between.
 */
export async function mailDelivery(input: MailDeliveryInput = {}): Promise<void> {
  const { forMs, everyMs } = { ...WATCH, ...input };
  const until = Date.now() + forMs;
  for (;;) {
    if (await outbox.isMailDue()) await mail.deliverMail();
    if (Date.now() + everyMs >= until) return;
    await sleep(everyMs);
  }
}

/** Puts reminders of carts that were left behind into the outbox. */
export async function cartReminders(): Promise<number> {
  return outbox.remindOfLeftCarts();
}
