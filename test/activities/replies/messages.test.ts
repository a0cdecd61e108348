import { IntlMessageFormat } from 'intl-messageformat';
import { createMessages, messageSources, messagesIn } from '../../../activities/replies/messages.js';
import { sentence } from '../../../activities/replies/phrases.js';
import { describeWish } from '../../../activities/replies/wish-words.js';
import { BaseColour, Language, LOCALES, Phrase, THE_LOOK_CATEGORIES } from '../../../domain/index.js';

const OTHERS = Language.options.filter((language) => language !== 'en');
const ENGLISH = messageSources('en');
/** Words that only English has; one in a Spanish or German sentence was left there. */
const ENGLISH_WORDS =
  /\b(?:the|your|you|of|with|cart|order|checkout|which|please|this|that|here|items|and|size|colour|price)\b/i;
/** Said the same in several languages. */
const SHARED = /^(?:jeans|leggings|shorts|orange|beige|\{value\}|in \{(?:colours|value)\})$/i;

type Ast = ReturnType<IntlMessageFormat['getAst']>;

function argumentsOf(ast: Ast): string[] {
  return ast.flatMap((element) => [
    ...('value' in element && element.type !== 0 ? [String(element.value)] : []),
    ...('options' in element
      ? Object.values(element.options).flatMap(({ value }) => argumentsOf(value as Ast))
      : []),
  ]);
}

function argumentNames(source: string, language: Language): string[] {
  const ast = new IntlMessageFormat(source, LOCALES[language], undefined, { ignoreTag: true }).getAst();
  return [...new Set(argumentsOf(ast))].sort();
}

describe.each(OTHERS)('the messages in %s', (language) => {
  const sources = messageSources(language);

  it('are those of English, each with the same arguments', () => {
    expect(Object.keys(sources).sort()).toEqual(Object.keys(ENGLISH).sort());
    const names = (all: Record<string, string>, spoken: Language) =>
      Object.fromEntries(Object.entries(all).map(([key, source]) => [key, argumentNames(source, spoken)]));
    expect(names(sources, language)).toEqual(names(ENGLISH, 'en'));
  });

  it('leave no English standing', () => {
    const same = Object.keys(ENGLISH).filter((key) => sources[key] === ENGLISH[key]);
    expect(same.filter((key) => !SHARED.test(ENGLISH[key] ?? ''))).toEqual([]);
    const text = (source: string) => source.replaceAll(/\{\w+(?:, (?:plural|select|number),?)?/g, '');
    const leaks = Object.entries(sources).filter(([, source]) => ENGLISH_WORDS.test(text(source)));
    expect(leaks).toEqual([]);
  });
});

describe.each(Language.options)('replies in %s', (language) => {
  const messages = messagesIn(language);

  it('are all there, and formed for every count', () => {
    for (const key of Object.keys(ENGLISH)) {
      for (const n of [0, 1, 2, 1_200]) {
        const values = Object.fromEntries(
          argumentNames(ENGLISH[key] ?? '', 'en').map((name) => [name, NUMBERS.has(name) ? n : `<${name}>`]),
        );
        expect(messages.format(key, values)).not.toMatch(/undefined|\{|\}|NaN/);
      }
    }
  });

  it('has words for every phrase, category and colour', () => {
    const wanted = [
      ...Phrase.options.map((phrase) => `say.${phrase}`),
      ...THE_LOOK_CATEGORIES.map((category) => `category.${category}`),
      ...BaseColour.options.map((colour) => `colour.${colour}`),
    ];
    expect(wanted.filter((key) => !messages.has(key))).toEqual([]);
  });
});

const NUMBERS: ReadonlySet<string> = new Set([
  'days',
  'min',
  'max',
  'total',
  'first',
  'last',
  'about',
  'count',
  'quantity',
  'available',
  'mailed',
]);

const WISH = {
  department: 'Men',
  category: 'Jeans',
  colours: ['blue', 'black'],
  size: 'M',
  priceMax: 129_900,
} as const;

it.each([
  ['en', "men's jeans in blue or black in size M up to $1,299"],
  ['es', 'vaqueros de hombre en azul o negro en la talla M hasta 1299 €'],
  ['de', 'Jeans für Herren in blau oder schwarz in Größe M bis 1.299 €'],
] as const)('describes a wish in %s as it is said there', (language, said) => {
  const wish = { ...WISH, colours: [...WISH.colours] };
  const words = describeWish(wish, language === 'en' ? 'USD' : 'EUR', language);
  expect(words.replaceAll('\u00a0', ' ')).toBe(said);
});

it.each([
  [{ total: 1, first: 1, last: 1 }, 'Un resultado para faldas.'],
  [{ total: 3, first: 1, last: 3 }, '3 resultados para faldas. Aquí los tienes.'],
  [
    { total: 48_000, first: 1, last: 8, about: 1 },
    'Unos 48.000 resultados para faldas. Estos son los primeros 8.',
  ],
  [{ total: 30, first: 9, last: 16 }, 'Del 9 al 16 de 30 para faldas.'],
])('counts results in Spanish: %o', (values, said) => {
  expect(sentence('results', { ...values, wish: 'faldas' }, 'es')).toBe(said);
});

it('names the message that cannot be read, and the one that is not there', () => {
  expect(() => createMessages('en', { broken: '{total, plural, }' })).toThrow('"broken"');
  expect(() => messagesIn('es').format('say.nothing')).toThrow('content/messages/es.json');
});
