import type { Decline, Money } from '../../../domain/index.js';
import {
  type Payment,
  PaymentOutcomeUnknown,
  type PaymentStatus,
  type ProviderNotice,
} from '../../ports/index.js';
import { isSameMoney } from './adyen-money.js';
import { declineOf, sessionDecline } from './adyen-refusals.js';

interface Session {
  number: number;
  id: string;
  url: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

export interface Attempt {
  number: number;
  key: string;
  method: string;
  returnUrl: string;
  /** What came of it so far: `open` until Adyen has answered, then as in `AttemptResult`. */
  result: 'open' | 'authorised' | 'refused' | 'redirect' | 'page' | 'pending' | 'impossible' | 'over';
  details: Readonly<Record<string, string>>;
}

/** How far Adyen is with a capture, a cancellation or a refund; a later word outranks an earlier one, in any order. */
type Progress = 'received' | 'done' | 'failed';
const RANK: Record<Progress, number> = { received: 0, done: 1, failed: 2 };

interface Modification {
  pspReference: string;
  progress: Progress;
  /** The authorisation that it changes. */
  original: string | undefined;
  details: Readonly<Record<string, string>>;
  /** Why it failed, in Adyen's words. */
  reason: string;
}

type Kind = 'capture' | 'cancel' | 'refund';

/** Which modification a notice is about. */
const MODIFICATIONS: Record<string, Kind> = {
  'capture.received': 'capture',
  'cancel.received': 'cancel',
  'refund.received': 'refund',
  CAPTURE: 'capture',
  CANCELLATION: 'cancel',
  TECHNICAL_CANCEL: 'cancel',
  REFUND: 'refund',
};
/** Notices that a modification has failed after it had gone well. */
const TAKEN_BACK: Record<string, Kind> = {
  CAPTURE_FAILED: 'capture',
  REFUND_FAILED: 'refund',
  REFUNDED_REVERSED: 'refund',
};

/**
 * A payment as its notices tell it, in whatever order they came. Adyen cannot be asked for a payment: what it
 * answered once and what it notified is all there is.
 */
export class AdyenPayment {
  readonly reference: string;
  readonly amount: Money;
  readonly sessions: Session[] = [];
  readonly attempts: Attempt[] = [];
  /** Notices of a browser's return that Adyen has not been shown. */
  readonly unheard: ProviderNotice[];
  readonly #authorised = new Map<string, Money | undefined>();
  readonly #expired = new Set<string>();
  readonly #modifications: Record<Kind, Map<string, Modification>> = {
    capture: new Map(),
    cancel: new Map(),
    refund: new Map(),
  };
  #closed = false;

  private constructor(reference: string, amount: Money, notices: readonly ProviderNotice[]) {
    this.reference = reference;
    this.amount = amount;
    for (const notice of notices) this.#take(notice);
    for (const notice of notices) this.#takeBack(notice);
    this.attempts.sort((one, other) => one.number - other.number);
    this.sessions.sort((one, other) => one.number - other.number);
    const heard = new Set(notices.filter(({ type }) => type === 'heard').map(({ id }) => id.slice(-43)));
    this.unheard = notices.filter(({ type, id }) => type === 'returned' && !heard.has(id.slice(-43)));
  }

  /** `undefined` when no session was ever opened for it: it is not there. */
  static from(reference: string, notices: readonly ProviderNotice[]): AdyenPayment | undefined {
    const amount = notices.find(({ type }) => type === 'session')?.amount;
    // Attempts first: an answer may have been written in the same instant.
    const ordered = [...notices].sort(
      (one, other) => Number(other.type === 'attempt') - Number(one.type === 'attempt'),
    );
    return amount && new AdyenPayment(reference, amount, ordered);
  }

  /** PSP references of authorisations that are neither cancelled nor expired, the first one first. */
  get authorisations(): string[] {
    const cancelled = new Set(
      this.modifications('cancel').flatMap(({ progress, original }) =>
        progress === 'done' ? [original] : [],
      ),
    );
    return [...this.#authorised.keys()].filter((psp) => !cancelled.has(psp) && !this.#expired.has(psp));
  }

  get isCaptured(): boolean {
    return this.modifications('capture').some(({ progress }) => progress === 'done');
  }

  get isVoided(): boolean {
    if (this.isCaptured || this.authorisations.length > 0) return false;
    return this.#closed || this.#authorised.size > 0;
  }

  modifications(kind: Kind): Modification[] {
    return [...this.#modifications[kind].values()];
  }

  /** The modification of an authorisation that is in hand or done; a failed one may be tried again. */
  underWay(kind: Kind, original: string): Modification | undefined {
    return this.modifications(kind).find((one) => one.original === original && one.progress !== 'failed');
  }

  /** What has been given back or is on its way, in minor units. */
  get refunded(): number {
    return sumOf(this.#keptRefunds());
  }

  /**
   * That of it which was asked for with a key and answered. Another may be the doing of the very call that is made again,
   * whose answer was lost: the key decides, and Adyen knows it.
   */
  get refundedUnderKeys(): number {
    return sumOf(this.#keptRefunds().filter(({ details }) => details.key !== undefined));
  }

  /** Throws `PaymentOutcomeUnknown` when Adyen has authorised something else than was asked for: a person must look. */
  toPayment(): Payment {
    return {
      id: this.reference,
      status: this.#status(),
      amount: this.amount,
      refunded: this.isCaptured ? this.refunded : 0,
    };
  }

  #keptRefunds(): Modification[] {
    return this.modifications('refund').filter(({ progress }) => progress !== 'failed');
  }

  #status(): PaymentStatus {
    if (this.isCaptured) return { kind: 'captured' };
    const [authorisation] = this.authorisations;
    if (authorisation !== undefined) return this.#authorisedStatus(authorisation);
    if (this.isVoided) return { kind: 'voided' };
    const last = this.attempts.at(-1);
    return last ? statusOf(last) : { kind: 'awaiting_method' };
  }

  #authorisedStatus(pspReference: string): PaymentStatus {
    const amount = this.#authorised.get(pspReference);
    if (amount && isSameMoney(amount, this.amount)) return { kind: 'authorised' };
    throw new PaymentOutcomeUnknown(
      `Adyen authorised another amount than was asked for (${pspReference}); look at the payment there.`,
    );
  }

  #take(notice: ProviderNotice): void {
    const { type, reference = '', success, amount, details = {} } = notice;
    const kind = MODIFICATIONS[type];
    if (kind) this.#modify(notice, kind);
    if (type === 'session') this.#open(notice);
    if (type === 'closed') this.#closed = true;
    if (type === 'attempt') {
      const { key = '', method = '', returnUrl = '' } = details;
      this.attempts.push({ number: numberIn(notice), key, method, returnUrl, result: 'open', details: {} });
    }
    if (type === 'answer') this.#answer(notice);
    if (type === 'AUTHORISATION' && success) this.#authorised.set(reference, amount);
    if (type === 'EXPIRE') this.#expired.add(details.original ?? reference);
  }

  #open(notice: ProviderNotice): void {
    const { reference = '', details = {} } = notice;
    const { url = '', expiresAt = '' } = details;
    this.sessions.push({ number: numberIn(notice), id: reference, url, expiresAt: Date.parse(expiresAt) });
  }

  #answer({ reference, amount, details = {} }: ProviderNotice): void {
    const result = details.result as Attempt['result'];
    if (result === 'authorised' && reference) this.#authorised.set(reference, amount);
    const attempt = this.attempts.find(({ number }) => number === Number(details.attempt));
    // The answer to the shopper's return comes after that to the attempt itself, and says more.
    const isFirst =
      attempt?.result === 'open' || attempt?.result === 'redirect' || attempt?.result === 'page';
    if (attempt && (isFirst || attempt.result === 'pending')) Object.assign(attempt, { result, details });
  }

  #modify({ type, reference = '', success, details = {} }: ProviderNotice, kind: Kind): void {
    const progress = type.endsWith('.received') ? 'received' : success ? 'done' : 'failed';
    const before = this.#modifications[kind].get(reference);
    const isNews = !before || RANK[progress] > RANK[before.progress];
    this.#modifications[kind].set(reference, {
      pspReference: reference,
      progress: isNews ? progress : before.progress,
      original: before?.original ?? details.original,
      details: { ...details, ...before?.details },
      reason: details.reason ?? before?.reason ?? '',
    });
  }

  /** Taken once everything else is known; what it names is the modification itself or its authorisation. */
  #takeBack({ type, reference = '', details = {} }: ProviderNotice): void {
    const kind = TAKEN_BACK[type];
    if (!kind) return;
    const named = this.#modifications[kind].get(reference);
    const first = this.modifications(kind).find(
      ({ progress, original }) => progress === 'done' && original === details.original,
    );
    const failed = named ?? first;
    if (failed) Object.assign(failed, { progress: 'failed', reason: details.reason ?? failed.reason });
  }
}

function statusOf({ result, details }: Attempt): PaymentStatus {
  switch (result) {
    case 'page':
    case 'redirect':
      return { kind: 'action_required', url: details.url ?? '' };
    case 'refused':
      return { kind: 'declined', decline: declineOf(details.refusalCode) };
    case 'over':
      return { kind: 'declined', decline: sessionDecline(details.status ?? '') };
    case 'impossible':
      return { kind: 'declined', decline: IMPOSSIBLE };
    default:
      return { kind: 'processing' };
  }
}

const IMPOSSIBLE: Decline = { code: 'refused', message: 'This way to pay was refused; please try another.' };

function numberIn({ id }: ProviderNotice): number {
  return Number(id.slice(id.lastIndexOf(':') + 1));
}

function sumOf(refunds: readonly Modification[]): number {
  return refunds.reduce((sum, { details }) => sum + Number(details.refunded ?? 0), 0);
}
