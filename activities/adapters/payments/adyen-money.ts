import { Currency, type Money, money } from '../../../domain/index.js';

/** Adyen's amounts are minor units too, as are its currency codes those of ISO 4217. */
export interface AdyenAmount {
  value?: number | undefined;
  currency?: string | undefined;
}

export function toAdyenAmount({ amount, currency }: Money): { value: number; currency: string } {
  return { value: amount, currency };
}

/** `undefined` for amounts that this shop cannot have asked for. */
export function fromAdyenAmount(amount: AdyenAmount | null | undefined): Money | undefined {
  const currency = Currency.safeParse(amount?.currency);
  if (!currency.success || !Number.isInteger(amount?.value)) return undefined;
  return money(amount?.value ?? 0, currency.data);
}

export function isSameMoney(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}
