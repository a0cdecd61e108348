import { maskCardNumbers } from '../../domain/index.js';

/** Longest text of a shopper that a model gets to see, in characters. */
export const LONGEST_SHOWN = 600;

const MAIL = /[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const LINK = /\b(?:https?:\/\/|www\.)\S+/gi;
/** International bank account numbers, ISO 13616: country, check digits, 11 to 30 more. */
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g;
/** With its country's code in front, or seven and more figures in groups, as phone numbers are written. */
const PHONE =
  /(?:\+|\b00)\d{1,3}(?:[ ./-]?\(?\d{1,5}\)?){2,6}|\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|\b0\d{2,4}[ ./-]?\d{3,4}[ ./-]?\d{3,5}\b|\b\d{7,}\b/g;
const STREET_WORDS =
  'street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|way|terrace|close|crescent|highway|hwy|parkway|pkwy';
/** "12 Elm Street, Springfield, OH 43215", up to a post code that follows. */
const ADDRESS = new RegExp(
  String.raw`\b\d{1,5}[a-z]?,?\s+(?:[\p{L}.'’-]+\s+){1,4}(?:${STREET_WORDS})\b\.?(?:[ ,]+(?:apt|unit|flat|suite|#)\.?\s?\w{1,5})?(?:(?:,\s*[\p{L} .'’-]{2,30}){0,2},?\s*(?:[A-Z]{2}\s+)?\d{5}(?:-\d{4})?\b)?`,
  'giu',
);
/** "Hauptstraße 12", "Lindenweg 3a, 50667 Köln", "Calle Mayor 7". */
const ADDRESS_NUMBER_LAST =
  /(?:\b[\p{L}-]*(?:stra(?:ß|ss)e|str\.|weg|gasse|platz|allee)|\b(?:calle|avenida|avda\.?|plaza|paseo|c\/)\s+(?:[\p{L}.'’-]+\s+){0,3}[\p{L}.'’-]+),?\s+\d{1,4}\s?[a-z]?\b(?:,?\s+\d{4,5}\s+[\p{L}-]+)?/giu;
const UK_POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi;
const US_POSTCODE =
  /\b(?:[A-Z]{2},?\s+\d{5}(?:-\d{4})?|(?:zip(?: code)?|post ?code|postal code)(?: is|:)?\s+[\w-]{4,10})\b/gi;
/** Introductions; the name has capitals, so this one looks at them. */
const NAME =
  /\b([Mm]y name is|[Mm]y name's|[Cc]all me|[Ii] am called|[Mm]e llamo|[Ii]ch hei(?:ß|ss)e)\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2}/gu;

/**
 * What a shopper wrote, as it may leave the shop: without control characters, mail addresses, links, card, account
 * and phone numbers, postal addresses and the name somebody introduces themselves by, and no longer than a model
 * needs. Rather too much is taken out than too little: a model that misses a number answers worse, no more.
 */
export function redact(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/\p{Cf}+/gu, '')
    .replaceAll(/\s+/g, ' ');
  // Before it is cut, so that no half of something is left.
  return maskCardNumbers(plain)
    .replaceAll(/\[card number ending \d{4}, removed\]/g, '[card]')
    .replaceAll(MAIL, '[mail]')
    .replaceAll(LINK, '[link]')
    .replaceAll(IBAN, '[account]')
    .replaceAll(ADDRESS, '[address]')
    .replaceAll(ADDRESS_NUMBER_LAST, '[address]')
    .replaceAll(PHONE, '[phone]')
    .replaceAll(UK_POSTCODE, '[address]')
    .replaceAll(US_POSTCODE, '[address]')
    .replaceAll(NAME, '$1 [name]')
    .trim()
    .slice(0, LONGEST_SHOWN);
}
