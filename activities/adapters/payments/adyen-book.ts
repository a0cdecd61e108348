import { setTimeout as pause } from 'node:timers/promises';
import {
  PaymentOutcomeUnknown,
  PaymentRefused,
  type ProviderNotice,
  type ProviderNotices,
} from '../../ports/index.js';
import { attemptBegun } from './adyen-notices.js';
import { AdyenPayment, type Attempt } from './adyen-payment.js';

/** How often notices are read while a notification is awaited. */
const LOOK_EVERY_MS = 50;

/** Payments at Adyen as the shop's notices tell them. */
export class AdyenBook {
  readonly #store: ProviderNotices;
  readonly #settleMs: number;

  /** @param settleMs how long a call waits for the notification that settles it. */
  constructor(store: ProviderNotices, settleMs: number) {
    this.#store = store;
    this.#settleMs = settleMs;
  }

  async find(reference: string): Promise<AdyenPayment | undefined> {
    return AdyenPayment.from(reference, await this.#store.about('adyen', reference));
  }

  async get(reference: string): Promise<AdyenPayment> {
    const payment = await this.find(reference);
    if (!payment) throw new PaymentRefused(`There is no payment ${reference} at Adyen.`);
    return payment;
  }

  /** Writes notices down; returns the payment after them. */
  async note(reference: string, ...notices: readonly ProviderNotice[]): Promise<AdyenPayment> {
    for (const notice of notices) await this.#store.note('adyen', notice);
    return this.get(reference);
  }

  /** Claims the next number for an attempt; whoever comes second is told that one is under way. */
  async begin(
    { reference, attempts }: AdyenPayment,
    wish: { key: string; method: string; returnUrl: string },
  ): Promise<Attempt> {
    const number = attempts.length;
    const isOurs = await this.#store.note('adyen', attemptBegun(reference, number, wish));
    const attempt = (await this.get(reference)).attempts[number];
    if (attempt && (isOurs || attempt.key === wish.key)) return attempt;
    throw new PaymentOutcomeUnknown(`Another attempt at payment ${reference} is under way.`);
  }

  /**
   * Waits for the notification that settles a capture or cancellation. Throws `PaymentRefused` when it says that it
   * could not be, and `PaymentOutcomeUnknown` when there is none yet.
   */
  async settled(
    reference: string,
    kind: 'capture' | 'cancel',
    authorisation: string,
    isDone: (payment: AdyenPayment) => boolean,
  ): Promise<AdyenPayment> {
    const until = Date.now() + this.#settleMs;
    for (;;) {
      const payment = await this.get(reference);
      if (isDone(payment)) return payment;
      if (!payment.underWay(kind, authorisation)) {
        const failed = payment.modifications(kind).findLast(({ progress }) => progress === 'failed');
        const why = failed?.reason || 'it gives no reason';
        throw new PaymentRefused(`Adyen could not ${kind} payment ${reference}: ${why}.`);
      }
      if (Date.now() >= until) {
        throw new PaymentOutcomeUnknown(`Adyen has taken on the ${kind} of ${reference} and not said more.`);
      }
      await pause(LOOK_EVERY_MS);
    }
  }
}
