import { type CheckoutId, MAIL_CONSENT_WORDINGS, type MailConsent } from '../../domain/index.js';
import type { Database } from './database.js';

/** What shoppers said about mail that no order asks for; every word is kept, and the newest counts. */
export interface MailConsents {
  record(checkoutId: CheckoutId, consent: MailConsent): Promise<void>;
}

export function mailConsentStore(database: Database): MailConsents {
  return {
    async record(checkoutId, { given, wordingId }) {
      await database.rows('insert into mail_consents (checkout_id, given, wording) values ($1, $2, $3)', [
        checkoutId,
        given,
        MAIL_CONSENT_WORDINGS[wordingId],
      ]);
    },
  };
}
