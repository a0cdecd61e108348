import nodemailer from 'nodemailer';
import {
  type Mail,
  type MailMessage,
  MailPostponed,
  MailRefused,
  MailServerAway,
} from '../../ports/index.js';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  url: string;
  /** `Name <address>`. */
  from: string;
  /** How long the server may be silent, in milliseconds; default 20,000. */
  timeoutMs?: number;
}

/** What nodemailer's errors carry. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Mail through a server that speaks SMTP (RFC 5321). */
export function createSmtpMail({ url, from, timeoutMs = 20_000 }: SmtpOptions): Mail {
  const transport = nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: 3,
    // The outbox tries again, and books that it did; in here once is enough.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>@]+)>?$/.exec(from.trim())?.[1] ?? 'localhost';

  /** A connection that broke may be the server's fault or this mail's: only the server can say. */
  async function isServerThere(): Promise<boolean> {
    try {
      return await transport.verify();
    } catch {
      return false;
    }
  }

  async function toMailError(error: SmtpError): Promise<Error> {
    const { responseCode = 0, command = '' } = error;
    // A server that lets nobody in may repeat how they tried.
    if (error.code === 'EAUTH')
      return new MailServerAway(`it does not let us in (${responseCode}): check SMTP_URL`);
    const words = withoutAddresses(error.response ?? error.message);
    const isAboutMail = ['RCPT TO', 'DATA'].includes(command) && responseCode !== 421;
    if (isAboutMail && responseCode >= 500) return new MailRefused(words);
    if (isAboutMail && responseCode >= 400) return new MailPostponed(words);
    if (error.code === 'EENVELOPE' && command === 'API') return new MailRefused(words);
    if (responseCode >= 400) return new MailServerAway(words);
    return (await isServerThere()) ? new MailPostponed(words) : new MailServerAway(words);
  }

  return {
    async send(message) {
      try {
        await transport.sendMail({
          from,
          to: message.to,
          subject: message.subject,
          text: message.text,
          html: message.html,
          messageId: `<${message.id.replaceAll(/[^\w.-]/g, '-')}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(message) },
        });
      } catch (error) {
        throw await toMailError(error as SmtpError);
      }
    },

    async close() {
      transport.close();
    },
  };
}

/** One click in the mail client, without a page in between (RFC 8058). */
function unsubscribeHeaders({ unsubscribeUrl }: MailMessage): Record<string, string> {
  if (!unsubscribeUrl) return {};
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** Servers like to repeat the address that they refuse; it is nothing for logs and tables. */
function withoutAddresses(words: string): string {
  return words
    .slice(0, 2_000)
    .replaceAll(/[^\s<>"]+@[^\s<>"]+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300);
}
