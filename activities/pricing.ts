import { ApplicationFailure } from '@temporalio/activity';
import type { TaxQuote } from '../domain/index.js';
import {
  type CodeOutcome,
  type CodeUse,
  type Promotions,
  type Tax,
  TaxAddressUnknown,
  TaxRefused,
  type TaxRequest,
} from './ports/index.js';

export type TaxOutcome = { kind: 'calculated'; tax: TaxQuote } | { kind: 'address_unknown' };

export interface PricingDeps {
  promotions: Promotions;
  tax: Tax;
}

/** What a checkout asks of those who know about codes and tax. */
export function createPricingActivities({ promotions, tax }: PricingDeps) {
  return {
    async checkCode(use: CodeUse): Promise<CodeOutcome> {
      return promotions.check(use);
    },

    /** A refusal ends the retries: a person must look. An unknown address is for the shopper to mend. Anything else goes on being tried. */
    async calculateTax({ key, ...request }: TaxRequest & { key: string }): Promise<TaxOutcome> {
      try {
        return { kind: 'calculated', tax: await tax.calculate(request, key) };
      } catch (error) {
        if (error instanceof TaxAddressUnknown) return { kind: 'address_unknown' };
        if (!(error instanceof TaxRefused)) throw error;
        throw ApplicationFailure.nonRetryable(error.message, 'tax_refused');
      }
    },
  };
}

export type PricingActivities = ReturnType<typeof createPricingActivities>;
