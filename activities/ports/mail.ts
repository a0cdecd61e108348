/** One mail, ready to be sent. */
export interface MailMessage {
  /** Names the mail for good: a mail that is sent again carries the same Message-ID, made of it. */
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Of mail that nobody ordered: where one click ends it (RFC 8058). */
  unsubscribeUrl?: string;
}

/** This mail will never be taken: the address does not exist, the message is not wanted. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** This mail was not taken now; the server asks to try again later. */
export class MailPostponed extends Error {
  override readonly name = 'MailPostponed';
}

/** No mail can be sent now: the server is away, does not let us in, or refuses us as a sender. */
export class MailServerAway extends Error {
  override readonly name = 'MailServerAway';
}

/**
 * Sends mail. Every call throws `MailRefused`, `MailPostponed` or `MailServerAway`, whose words hold no
 * mail address, and nothing of the vendor's. A call whose answer was lost may have sent the mail.
 */
export interface Mail {
  send(message: MailMessage): Promise<void>;
  close(): Promise<void>;
}
