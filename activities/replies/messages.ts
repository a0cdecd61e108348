import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Currency, decimalsOf, Language, LOCALES, type Money, money } from '../../domain/index.js';

/** What a message is filled in with. */
export type MessageArguments = Readonly<Record<string, string | number>>;

/** The shop's sentences in one language, and how that language writes figures and lists. */
export interface Messages {
  readonly language: Language;
  /** The message of that name, filled in. Throws when there is none, or an argument is missing. */
  format(key: string, values?: MessageArguments): string;
  has(key: string): boolean;
  /** A sum without needless cents: "$50", "49,90 €". */
  amount(minorUnits: number, currency: Currency): string;
  /** "blue or red". */
  anyOf(words: readonly string[]): string;
}

const FOLDER = new URL('../../content/messages/', import.meta.url);

/** What the file of a language holds: messages by name, in ICU MessageFormat. */
export function messageSources(language: Language): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`${language}.json`, FOLDER), 'utf8'));
}

/** The messages of every language, read once. A file that cannot be read stops the start, and says which. */
const ALL: ReadonlyMap<Language, Messages> = new Map(
  Language.options.map((language) => [language, createMessages(language, messageSources(language))]),
);

export function messagesIn(language: Language): Messages {
  const messages = ALL.get(language);
  if (!messages) throw new Error(`there are no messages in ${language}`);
  return messages;
}

/**
 * @param sources messages by name, in ICU MessageFormat
 * @throws Error when one of them cannot be parsed, with its name
 */
export function createMessages(language: Language, sources: Readonly<Record<string, string>>): Messages {
  const locale = LOCALES[language];
  const formats = new Map(Object.entries(sources).map(([key, source]) => [key, parse(key, source, locale)]));
  const alternatives = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    language,
    has: (key) => formats.has(key),
    format(key, values = {}) {
      const format = formats.get(key);
      if (!format) throw new Error(`content/messages/${language}.json has no message "${key}"`);
      return String(format.format({ ...values }));
    },
    amount: (minorUnits, currency) => writeAmount(money(minorUnits, currency), locale),
    anyOf: (words) => alternatives.format(words),
  };
}

function parse(key: string, source: string, locale: string): IntlMessageFormat {
  try {
    return new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
  } catch (error) {
    throw new Error(`the message "${key}" of ${locale} is no ICU message: ${source}`, { cause: error });
  }
}

function writeAmount({ amount, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
  return format.format(amount / 10 ** decimalsOf(currency));
}
