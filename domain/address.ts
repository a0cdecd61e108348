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
export const Country = z.enum(['US', 'CA', 'GB', 'IE', 'DE', 'FR', 'NL', 'ES', 'IT', 'AU']);
export type Country = z.infer<typeof Country>;

const POSTAL_CODES: Record<Country, { pattern: RegExp; example: string }> = {
  US: { pattern: /^\d{5}(-\d{4})?$/, example: '94103' },
  // D, F, I, O, Q and U are not used, and no code begins with W or Z.
  CA: { pattern: /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/i, example: 'M5V 2T6' },
  GB: { pattern: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, example: 'SW1A 1AA' },
  // Eircode: a routing key (D6W is the one that does not end in a digit), then four that name the address.
  IE: { pattern: /^([AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}$/i, example: 'D02 X285' },
  DE: { pattern: /^\d{5}$/, example: '10115' },
  FR: { pattern: /^\d{5}$/, example: '75001' },
  NL: { pattern: /^[1-9]\d{3} ?[A-Z]{2}$/i, example: '1012 AB' },
  ES: { pattern: /^\d{5}$/, example: '28001' },
  IT: { pattern: /^\d{5}$/, example: '00184' },
  AU: { pattern: /^\d{4}$/, example: '2000' },
};

const COUNTRY_NAMES: Record<Country, string> = {
  US: 'United States',
  CA: 'Canada',
  GB: 'United Kingdom',
  IE: 'Ireland',
  DE: 'Germany',
  FR: 'France',
  NL: 'Netherlands',
  ES: 'Spain',
  IT: 'Italy',
  AU: 'Australia',
};

/** Where a parcel does not arrive without its state or province, and what one looks like. */
const REGIONS: Partial<Record<Country, { pattern: RegExp; complaint: string }>> = {
  US: { pattern: /^[A-Z]{2}$/i, complaint: 'give the two-letter state, such as CA' },
  CA: {
    pattern: /^(AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT)$/i,
    complaint: 'give the two-letter province, such as ON',
  },
  IT: { pattern: /^[A-Z]{2}$/i, complaint: 'give the two-letter province, such as RM' },
  AU: { pattern: /^(ACT|NSW|NT|QLD|SA|TAS|VIC|WA)$/i, complaint: 'give the state, such as NSW' },
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
    region: z
      .string()
      .trim()
      .max(60)
      .optional()
      .describe('state or province; required in the US, Canada, Italy and Australia'),
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
    const region = REGIONS[address.country];
    if (region && !region.pattern.test(address.region ?? '')) {
      issues.addIssue({ code: 'custom', path: ['region'], message: region.complaint });
    }
  });
export type Address = z.infer<typeof Address>;

/** What an address form needs to know of each country the shop ships to. */
export const SHIPPING_COUNTRIES = Country.options.map((code) => ({
  code,
  name: COUNTRY_NAMES[code],
  needsRegion: REGIONS[code] !== undefined,
  postalCodeExample: POSTAL_CODES[code].example,
}));
