import { z } from 'zod';

/** An amount on the wire: a decimal string with the currency's digits. The sandbox knows currencies of two. */
export const Amount = z.object({
  currency_code: z.string().regex(/^[A-Z]{3}$/),
  value: z.string().regex(/^\d{1,10}\.\d{2}$/),
});
export type Amount = z.output<typeof Amount>;

export function minorUnits({ value }: Amount): number {
  return Number(value.replace('.', ''));
}

export function amountOf(units: number, currency_code: string): Amount {
  const digits = String(units).padStart(3, '0');
  return { currency_code, value: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
}
