import { z } from 'zod';
import { holdsCardNumber } from './card-numbers.js';

const NO_CARDS = 'this looks like a card number; never write one here';

const line = (label: string, max = 100) =>
  z
    .string()
    .trim()
    .min(1, `${label} is missing`)
    .max(max, `${label} is longer than ${max} characters`)
    .refine((text) => !holdsCardNumber(text), `${label}: ${NO_CARDS}`);

/** Countries the shop ships to, ISO 3166-1 alpha-2. */
export const Country = z.enum(['US', 'GB', 'DE', 'ES']);
export type Country = z.infer<typeof Country>;

const POSTAL_CODES: Record<Country, { pattern: RegExp; example: string }> = {
  US: { pattern: /^\d{5}(-\d{4})?$/, example: '94103' },
  GB: { pattern: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, example: 'SW1A 1AA' },
  DE: { pattern: /^\d{5}$/, example: '10115' },
  ES: { pattern: /^\d{5}$/, example: '28001' },
};

const COUNTRY_NAMES: Record<Country, string> = {
  US: 'United States',
  GB: 'United Kingdom',
  DE: 'Germany',
  ES: 'Spain',
};

/** Where an order goes and whom it reaches. The postal code is checked against its country's form. */
export const Address = z
  .object({
    name: line('the name'),
    email: z.email('that does not look like an e-mail address').max(200),
    line1: line('the street and number'),
    line2: z
      .string()
      .trim()
      .max(100)
      .refine((text) => !holdsCardNumber(text), NO_CARDS)
      .optional(),
    city: line('the city'),
    region: z.string().trim().max(60).optional().describe('state or province; required in the US'),
    postalCode: line('the postal code', 12),
    country: Country,
  })
  .superRefine((address, issues) => {
    const { pattern, example } = POSTAL_CODES[address.country];
    if (!pattern.test(address.postalCode)) {
      issues.addIssue({
        code: 'custom',
        path: ['postalCode'],
        message: `postal codes in ${address.country} look like ${example}`,
      });
    }
    if (address.country === 'US' && !/^[A-Z]{2}$/i.test(address.region ?? '')) {
      issues.addIssue({ code: 'custom', path: ['region'], message: 'give the two-letter state, such as CA' });
    }
  });
export type Address = z.infer<typeof Address>;

/** What an address form needs to know of each country the shop ships to. */
export const SHIPPING_COUNTRIES = Country.options.map((code) => ({
  code,
  name: COUNTRY_NAMES[code],
  needsRegion: code === 'US',
  postalCodeExample: POSTAL_CODES[code].example,
}));
