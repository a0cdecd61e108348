import { make } from '../templates.js';
import { t } from '../words.js';
import { AUSTRALIAN_STATES, CANADIAN_PROVINCES } from './regions.js';
import { US_STATES } from './us-states.js';

const PLACE = {
  US: { line1: 'Street address', city: 'City', region: 'State', postalCode: 'ZIP code' },
  CA: { line1: 'Street address', city: 'City', region: 'Province or territory', postalCode: 'Postal code' },
  GB: { line1: 'Street address', city: 'Town or city', postalCode: 'Postcode' },
  IE: { line1: 'Street address', city: 'Town or city', postalCode: 'Eircode' },
  DE: { line1: 'Street and number', city: 'City', postalCode: 'Postal code' },
  FR: { line1: 'Number and street', city: 'City', postalCode: 'Postal code' },
  NL: { line1: 'Street and number', city: 'City', postalCode: 'Postal code' },
  ES: { line1: 'Street and number', city: 'City', postalCode: 'Postal code' },
  IT: { line1: 'Street and number', city: 'City', region: 'Province', postalCode: 'Postal code' },
  AU: {
    line1: 'Street address',
    city: 'Suburb or city',
    region: 'State or territory',
    postalCode: 'Postcode',
  },
};
const ANYWHERE = { name: 'Full name', email: 'E-mail', line2: 'Flat, floor, company (optional)' };
const POSTAL_PATTERN = {
  US: '\\d{5}(-\\d{4})?',
  CA: '[A-Za-z]\\d[A-Za-z] ?\\d[A-Za-z]\\d',
  GB: '[A-Za-z]{1,2}\\d[A-Za-z\\d]? ?\\d[A-Za-z]{2}',
  IE: '[A-Za-z]\\d[\\dWw] ?[A-Za-z0-9]{4}',
  DE: '\\d{5}',
  FR: '\\d{5}',
  NL: '[1-9]\\d{3} ?[A-Za-z]{2}',
  ES: '\\d{5}',
  IT: '\\d{5}',
  AU: '\\d{4}',
};
/** Where postal codes have letters, a keyboard of digits would not do. */
const LETTERED = new Set(['CA', 'GB', 'IE', 'NL']);
/** Where the postal code stands before the town. */
const POSTAL_FIRST = new Set(['DE', 'FR', 'NL', 'ES', 'IT']);
const REGIONS = {
  US: { options: US_STATES },
  CA: { options: CANADIAN_PROVINCES },
  AU: { options: AUSTRALIAN_STATES },
  IT: { pattern: '[A-Za-z]{2}', example: 'RM' },
};

/** What the form asks for where, in the order in which people there write it. */
export function fieldsFor(country) {
  const words = { ...PLACE.US, ...PLACE[country.code] };
  const field = (name, label, more = {}) => ({
    name,
    label,
    required: true,
    autocomplete: `shipping ${name}`,
    ...more,
  });
  const town = [
    field('city', words.city, { autocomplete: 'shipping address-level2', maxlength: 100 }),
    country.needsRegion &&
      field('region', words.region, {
        autocomplete: 'shipping address-level1',
        maxlength: 60,
        ...REGIONS[country.code],
      }),
    field('postalCode', words.postalCode, {
      autocomplete: 'shipping postal-code',
      maxlength: 12,
      pattern: POSTAL_PATTERN[country.code],
      example: country.postalCodeExample,
      size: 'short',
      inputmode: LETTERED.has(country.code) ? undefined : 'numeric',
    }),
  ].filter(Boolean);
  return [
    field('name', ANYWHERE.name, { maxlength: 100 }),
    field('email', ANYWHERE.email, { type: 'email', autocomplete: 'email', maxlength: 200 }),
    field('line1', words.line1, { autocomplete: 'shipping address-line1', maxlength: 100 }),
    field('line2', ANYWHERE.line2, {
      autocomplete: 'shipping address-line2',
      required: false,
      maxlength: 100,
    }),
    ...(POSTAL_FIRST.has(country.code) ? town.reverse() : town),
  ];
}

/** Builds a labelled field with a place for its error. */
export function fieldElement(form, { name, label, example, options, size, ...attributes }, value = '') {
  const id = `${form}-${name}`;
  const shared = { id, name, class: 'field__input', 'aria-describedby': `${id}-error`, ...attributes };
  const input = options
    ? make('select', shared, ...optionElements(options))
    : make('input', { type: 'text', ...shared });
  input.value = value;
  if (example) input.placeholder = example;
  return make(
    'p',
    { class: size === 'short' ? 'field field--short' : 'field', 'data-field': name },
    make('label', { class: 'field__label', for: id }, t(label)),
    input,
    make('span', { class: 'field-error', id: `${id}-error`, hidden: true }),
  );
}

function optionElements(options) {
  const choose = make('option', { value: '' }, t('Choose…'));
  return [choose, ...options.map(([code, name]) => make('option', { value: code }, name))];
}

/** A sentence for what a field lacks, rather than the browser's own. */
export function complaint(input, { label, example }) {
  if (input.validity.valid) return '';
  if (input.validity.valueMissing) return t('Please fill in: {field}', { field: t(label) });
  if (input.validity.typeMismatch) return t('That does not look like an e-mail address');
  if (input.validity.patternMismatch) return t('It should look like {example}', { example });
  return input.validationMessage;
}
