import { createHash } from 'node:crypto';
import { CheckoutId } from '../../../domain/index.js';

/**
 * A payment's id at Adyen is the merchant reference that we give it: `<checkout>.<create key>`. Sessions and PSP
 * references come and go, and one payment has several; the reference is known before the first call, stands on
 * every notification and is part of what is signed there. No colon: it separates the fields that are signed.
 */
const REFERENCE = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.[A-Za-z0-9._-]{1,43}$/;

/** @param key that of the call that creates the payment. Adyen allows a reference 80 characters. */
export function referenceOf(checkoutId: CheckoutId, key: string): string {
  const step = key.startsWith(`${checkoutId}:`) ? key.slice(checkoutId.length + 1) : key;
  const readable = /^[A-Za-z0-9_:-]{1,43}$/.test(step);
  return `${checkoutId}.${readable ? step.replaceAll(':', '.') : digest(step)}`;
}

/** The checkout that a reference names; `undefined` for references of other systems. */
export function checkoutOf(reference: string): CheckoutId | undefined {
  const [, id] = REFERENCE.exec(reference) ?? [];
  const checkoutId = CheckoutId.safeParse(id);
  return checkoutId.success ? checkoutId.data : undefined;
}

/** An Idempotency-Key: 64 characters at most, valid for 7 days at least. https://docs.adyen.com/development-resources/api-idempotency */
export function idempotencyKey(...parts: (string | number)[]): string {
  return digest(JSON.stringify(parts));
}

/** 43 characters that stand for a text. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
