import type { Address, Money, Sku, TaxClass, TaxQuote } from '../../domain/index.js';

/** What is to be taxed. All amounts are in one currency. */
export interface TaxRequest {
  address: Address;
  /** `amount` is what is paid for the whole line, after its share of the discount. */
  lines: { sku: Sku; quantity: number; amount: Money; taxClass?: TaxClass | undefined }[];
  shipping: Money;
}

/** The tax service did not answer, or could not. Ask again. */
export class TaxUnavailable extends Error {
  override readonly name = 'TaxUnavailable';
}

/** The tax service refused the request for a reason that a retry will not change. */
export class TaxRefused extends Error {
  override readonly name = 'TaxRefused';
}

/** The address is nowhere that the tax service knows: whoever gave it can mend it. */
export class TaxAddressUnknown extends Error {
  override readonly name = 'TaxAddressUnknown';
}

/**
 * Whoever knows what tax is due. The answer names every line, in the order in which they were asked,
 * and their taxes and that on shipping add up to the whole. Throws `TaxUnavailable`, `TaxRefused` or
 * `TaxAddressUnknown`; never makes a figure up.
 */
export interface Tax {
  /** @param key the same request again under the same key is the same calculation. */
  calculate(request: TaxRequest, key: string): Promise<TaxQuote>;
}
