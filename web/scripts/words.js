/**
 * The page's own words. English stands in the markup and the code; other languages are in /words/, by the English. What
 * depends on a number has a form there for each category of the language's plural rules: `{"one": …, "other": …}`.
 */

export const LANGUAGES = { en: 'English', es: 'Español', de: 'Deutsch' };
const LOCALES = { en: 'en-US', es: 'es-ES', de: 'de-DE' };
const KEY = 'shoptalk.language';
const TRANSLATED = ['aria-label', 'placeholder', 'alt', 'title'];

let current = 'en';
let words = {};
let plurals = new Intl.PluralRules('en');

/** The language of the page. */
export const language = () => current;

/** Its language and region, for figures and dates. */
export const locale = () => LOCALES[current];

/** The reader's own region, where their browser speaks the language of the page: for the order of a date. */
export function readersLocale(preferred = globalThis.navigator?.languages ?? []) {
  return preferred.find((tag) => tag.toLowerCase().split('-')[0] === current) ?? locale();
}

/** Whether the language of the page has words for a text; English has for none but itself. */
export const hasWords = (english) => Object.hasOwn(words, english);

/** The text in the language of the page; `{name}` is filled in. English where a text has no translation. */
export function t(english, values = {}) {
  const said = hasWords(english) ? words[english] : english;
  const text = typeof said === 'string' ? said : (said[plurals.select(Number(values.count))] ?? said.other);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** A text that depends on `{count}`: `tn(3, '{count} item', '{count} items')`. Translations are looked up by the second. */
export function tn(count, one, other, values = {}) {
  return t(count === 1 && !hasWords(other) ? one : other, { ...values, count });
}

/** What stands before and after `{name}` in a text, where what is filled in is to look different. */
export function around(name, english, values) {
  const [before, after = ''] = t(english, values).split(`{${name}}`);
  return [before, after];
}

/** What was chosen on this page before, else the first of the browser's languages that the shop speaks. */
export function wantedLanguage(storage, preferred = navigator.languages) {
  const spoken = [storage.get(KEY), ...preferred].map((tag) => String(tag).toLowerCase().split('-')[0]);
  return spoken.find((tag) => tag in LANGUAGES) ?? 'en';
}

export function keepLanguage(storage, wanted) {
  storage.set(KEY, wanted);
}

/** Puts the page into a language. Without its words, because the shop is away, the page stays English. */
export async function speak(wanted, root = document) {
  if (wanted === 'en') return;
  try {
    const response = await fetch(`/words/${wanted}.json`);
    if (!response.ok) return;
    words = await response.json();
  } catch {
    return;
  }
  current = wanted;
  plurals = new Intl.PluralRules(wanted);
  root.documentElement.lang = wanted;
  translate(root.body);
}

/** Every text and label in `root`, templates included. */
function translate(root) {
  for (const element of root.querySelectorAll('*')) {
    for (const name of TRANSLATED) {
      const said = element.getAttribute(name);
      if (said && hasWords(said)) element.setAttribute(name, words[said]);
    }
    if (element.localName === 'template') translate(element.content);
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) translateText(node);
  }
}

/** Spaces around a text stay: they part it from its neighbours. */
function translateText(node) {
  const said = node.data.trim();
  if (hasWords(said)) node.data = node.data.replace(said, () => words[said]);
}
