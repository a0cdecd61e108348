import { hasWords, language, t } from './words.js';

/**
 * The shop's own sentences that have something filled in, as the server says them in English. Those without stand in
 * /words/ alone.
 */
export const SENTENCES = [
  'The total is {total} now; have a look and pay again.',
  'That is not possible at this moment: {state}.',
  'That is not possible any more: {state}.',
  'Add {amount} more to your order to use this code.',
  'This code starts on {day}.',
  '{size} in {colour} is sold out; your order stays as it is.',
  'There are only {count} left of {size} in {colour}; your order stays as it is.',
  'Account ending {last4}',
  '{brand} ending {last4}',
  // What is wrong with a field.
  '{label} is missing',
  '{label} is longer than {max} characters',
  '{label}: this looks like a card number; never write one here',
  'postal codes in {country} look like {example}',
];

const PATTERNS = SENTENCES.map((sentence) => {
  const literal = sentence.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return { sentence, pattern: new RegExp(`^${literal.replaceAll(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 'u') };
});

/** What the shop says in English, in the language of the page; as it is where that has no words for it. */
export function inOurWords(english) {
  return lookUp(english) ?? english;
}

/** As `inOurWords`, but undefined where the language of the page has no words for it. */
export function lookUp(english = '') {
  if (language() === 'en') return english;
  return lookUpOne(english) ?? lookUpEach(english.split(/(?<=[.?!]) /));
}

/** Sentences that stand together are looked up one by one; half of them would be none. */
function lookUpEach(sentences) {
  if (sentences.length < 2) return undefined;
  const found = sentences.map(lookUpOne);
  return found.includes(undefined) ? undefined : found.join(' ');
}

function lookUpOne(sentence) {
  if (hasWords(sentence)) return t(sentence);
  const bare = sentence.replace(/\.$/, '');
  if (bare !== sentence && hasWords(bare)) return `${t(bare)}.`;
  for (const { sentence: filled, pattern } of PATTERNS) {
    const found = pattern.exec(sentence);
    if (!found || !hasWords(filled)) continue;
    const values = Object.entries(found.groups).map(([name, value]) => [name, part(value)]);
    // What is filled in may end the sentence already.
    return t(filled, Object.fromEntries(values)).replace(/([?!])\.$/, '$1');
  }
  return undefined;
}

/** A name that is filled in may have words of its own; a sentence within another has lost its capital letter. */
function part(value) {
  const capital = value.charAt(0).toUpperCase() + value.slice(1);
  return [value, capital].filter(hasWords).map((known) => t(known))[0] ?? value;
}
