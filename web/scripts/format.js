import { locale, readersLocale, t, tn } from './words.js';

/** Figures, times and names in words, in the language of the page. */

const fractionDigits = (currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

/** `{amount: 4990, currency: 'USD'}` is "$49.90", in the language of the page. */
export function formatMoney({ amount, currency }) {
  const value = amount / 10 ** fractionDigits(currency);
  return new Intl.NumberFormat(locale(), { style: 'currency', currency }).format(value);
}

/** "14:32", or "2:32 PM" where people write it so. */
export function formatTime(iso) {
  return new Intl.DateTimeFormat(readersLocale(), { hour: 'numeric', minute: '2-digit' }).format(
    new Date(iso),
  );
}

/** "23 November 2026, 14:32" in the reader's own order. */
export function formatDateTime(iso) {
  const style = { dateStyle: 'long', timeStyle: 'short' };
  return new Intl.DateTimeFormat(readersLocale(), style).format(new Date(iso));
}

/** "1 March 2027": the day on which something begins for everybody, wherever they are. */
export function formatDay(iso) {
  return new Intl.DateTimeFormat(readersLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(iso),
  );
}

/** "Germany" for "DE"; the code itself for one that has no name. */
export function countryName(code) {
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code;
}

/** Time left as "12:10" or "1:02:03"; never negative. @param milliseconds what is left. */
export function formatCountdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0(?=\d:)/, '');
}

/** "3 to 5 working days", "1 working day". */
export function formatDays({ min, max }) {
  if (max === 1) return t('1 working day');
  return min === max ? t('{max} working days', { max }) : t('{min} to {max} working days', { min, max });
}

/** "1 item", "3 items". */
export function itemCount(count) {
  return tn(count, '{count} item', '{count} items');
}

/** "M, blue"; nothing about the size where there is just one. */
export function variantLabel({ size, colour }) {
  return size === 'One Size' ? t(colour) : t('{colour}, size {size}', { colour: t(colour), size });
}

/** Where the postal code ends the line of the town. */
const POSTAL_LAST = new Set(['US', 'CA', 'GB', 'IE', 'AU']);

/** The lines of an address as they stand on a parcel. */
export function addressLines(address, countryName = address.country) {
  const { name, line1, line2, city, region, postalCode, country } = address;
  const town = POSTAL_LAST.has(country) ? [city, region, postalCode] : [postalCode, city, region];
  return [name, line1, line2, town.filter(Boolean).join(' '), countryName].filter(Boolean);
}
