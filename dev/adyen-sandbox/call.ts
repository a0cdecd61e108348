import { CAPITALS_AND_DIGITS, randomText } from '../provider-sandbox/ids.js';
import type { Queryable } from '../provider-sandbox/transaction.js';
import { oweDelivery } from '../provider-sandbox/webhook-sender.js';
import { type Amount, type NotificationItem, ObjectStore, type Payment } from './store.js';

export interface CallSettings {
  merchantAccount: string;
  publicUrl: string;
  deliversWebhooks: boolean;
}

/** What an operation works with while it is executed, inside one transaction. */
export class Call {
  readonly store: ObjectStore;
  readonly settings: CallSettings;
  readonly #db: Queryable;

  constructor(db: Queryable, settings: CallSettings) {
    this.#db = db;
    this.store = new ObjectStore(db);
    this.settings = settings;
  }

  /** Authorises a payment, or refuses it, and tells of it. */
  async authorise(
    { reference, amount }: { reference: string; amount: Amount },
    refusal?: { reason: string; code: string },
  ): Promise<Payment> {
    const payment: Payment = {
      id: pspReference(),
      reference,
      amount,
      resultCode: refusal ? 'Refused' : 'Authorised',
      ...(refusal && { refusalReason: refusal.reason, refusalReasonCode: refusal.code }),
      captured: 0,
      refunded: 0,
      cancelled: false,
    };
    await this.store.insert('payment', payment);
    await this.notify({
      eventCode: 'AUTHORISATION',
      pspReference: payment.id,
      merchantReference: reference,
      amount,
      ...outcome(refusal?.reason),
    });
    return payment;
  }

  /** Writes a notification down; it is delivered once the transaction is there. */
  async notify(item: Omit<NotificationItem, 'merchantAccountCode' | 'eventDate'>): Promise<void> {
    const id = `event_${randomText(24)}`;
    const { merchantAccount: merchantAccountCode } = this.settings;
    const eventDate = new Date().toISOString();
    await this.store.insert('event', { id, item: { ...item, merchantAccountCode, eventDate } });
    if (this.settings.deliversWebhooks) await oweDelivery(this.#db, id);
  }
}

/** `success`, and why not, as notifications say it. */
export function outcome(failure: string | undefined): Pick<NotificationItem, 'success' | 'reason'> {
  return failure === undefined ? { success: 'true' } : { success: 'false', reason: failure };
}

/** Sixteen capitals and digits, as Adyen's references are. */
export function pspReference(): string {
  return randomText(16, CAPITALS_AND_DIGITS);
}
