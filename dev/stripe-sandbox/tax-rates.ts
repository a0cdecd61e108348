/** Rates that the sandbox levies, in hundredths of a percent; a place without an entry levies none. */
const RATES: Record<string, { basisPoints: number; type: 'sales_tax' | 'vat' | 'gst' | 'hst' }> = {
  'US-CA': { basisPoints: 725, type: 'sales_tax' },
  'US-NY': { basisPoints: 888, type: 'sales_tax' },
  'US-TX': { basisPoints: 825, type: 'sales_tax' },
  'US-WA': { basisPoints: 1_035, type: 'sales_tax' },
  'CA-ON': { basisPoints: 1_300, type: 'hst' },
  'CA-AB': { basisPoints: 500, type: 'gst' },
  GB: { basisPoints: 2_000, type: 'vat' },
  IE: { basisPoints: 2_300, type: 'vat' },
  DE: { basisPoints: 1_900, type: 'vat' },
  FR: { basisPoints: 2_000, type: 'vat' },
  NL: { basisPoints: 2_100, type: 'vat' },
  ES: { basisPoints: 2_100, type: 'vat' },
  IT: { basisPoints: 2_200, type: 'vat' },
  AU: { basisPoints: 1_000, type: 'gst' },
};

export type SandboxRate = (typeof RATES)[string];

export function rateFor(country: string, state: string | undefined): SandboxRate | undefined {
  return RATES[`${country}-${state ?? ''}`] ?? RATES[country];
}

/** The tax on, or within, an amount, rounded half up: Stripe rounds each line item by itself. */
export function taxOf(amount: number, basisPoints: number, behavior: 'inclusive' | 'exclusive'): number {
  const divisor = behavior === 'inclusive' ? 10_000 + basisPoints : 10_000;
  return Math.floor((2 * amount * basisPoints + divisor) / (2 * divisor));
}

/** 725 is "7.25". */
export function percentage(basisPoints: number): string {
  return String(basisPoints / 100);
}
