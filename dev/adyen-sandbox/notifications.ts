import { createHmac } from 'node:crypto';
import type { SignedWebhook } from '../provider-sandbox/webhook-sender.js';
import type { Kinds, NotificationItem } from './store.js';

/** A batch of one, as Adyen sends it. */
export function signedNotification(event: object, hmacKey: string): SignedWebhook {
  const { item } = event as Kinds['event'];
  const signed = { ...item, additionalData: { hmacSignature: sign(item, hmacKey) } };
  return {
    payload: JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem: signed }] }),
    headers: { 'user-agent': 'Adyen HttpClient 1.0 (sandbox)' },
  };
}

/** Over these fields in this order: https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures */
export function sign(item: NotificationItem, hmacKey: string): string {
  const { pspReference, originalReference = '', merchantAccountCode, merchantReference } = item;
  const fields = [
    pspReference,
    originalReference,
    merchantAccountCode,
    merchantReference,
    item.amount.value,
    item.amount.currency,
    item.eventCode,
    item.success,
  ];
  return createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(fields.join(':')).digest('base64');
}
