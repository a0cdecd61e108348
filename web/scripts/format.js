import { locale, t } from './words.js';

/** Figures and times in words, by the reader's own locale where that is safe. */

const fractionDigits = (currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

/** `{amount: 4990, currency: 'USD'}` is "$49.90", in the language of the page. */
export function formatMoney({ amount, currency }) {
  const value = amount / 10 ** fractionDigits(currency);
  return new Intl.NumberFormat(locale(), { style: 'currency', currency }).format(value);
}

/** "14:32", or "2:32 PM" where people write it so. */
export function formatTime(iso, spoken) {
  return new Intl.DateTimeFormat(spoken, { hour: 'numeric', minute: '2-digit' }).format(new Date(iso));
}

/** "23 November 2026, 14:32" in the reader's own order. */
export function formatDateTime(iso, spoken) {
  return new Intl.DateTimeFormat(spoken, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));
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

/** "4 minutes ago", "just now". */
export function formatAge(iso, now = Date.now()) {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (seconds < 45) return 'just now';
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  if (seconds < 3600) return relative.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 86_400) return relative.format(-Math.round(seconds / 3600), 'hour');
  return relative.format(-Math.round(seconds / 86_400), 'day');
}

/** "1 item", "3 items". */
export function countOf(count, one, many = `${one}s`) {
  return `${count} ${t(count === 1 ? one : many)}`;
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
