import type { PaymentProvider } from '../../domain/index.js';
import type { ProviderEvent } from './payments.js';

/** Something that a provider said of a payment, or that was asked of it; the same id is the same thing. */
export type ProviderNotice = ProviderEvent;

/**
 * What has been said of payments, for providers that cannot be asked later: their webhooks, as they were
 * received, and what their adapter writes down itself, such as an answer that is given only once.
 */
export interface ProviderNotices {
  /** Everything about a payment, oldest first. */
  about(provider: PaymentProvider, paymentId: string): Promise<ProviderNotice[]>;
  /** Writes a notice down, unless there is one with its id. Returns whether it was new. */
  note(provider: PaymentProvider, notice: ProviderNotice): Promise<boolean>;
}
