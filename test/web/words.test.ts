import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKOUT_STATES } from '../../domain/index.js';
import { argumentOf, calleeOf, keyOf, type Literal, literalsOf } from './literals.js';
import { memoryStorage, script, speakIn } from './scripts.js';

interface Words {
  LANGUAGES: Record<string, string>;
  language(): string;
  wantedLanguage(storage: unknown, preferred: readonly string[]): string;
  keepLanguage(storage: unknown, language: string): void;
  t(english: string, values?: Record<string, unknown>): string;
  tn(count: number, one: string, other: string, values?: Record<string, unknown>): string;
  speak(language: string, root: unknown): Promise<void>;
}
type Translation = string | Record<string, string>;
const words = script<Words>('words');
const sentences = script<{ SENTENCES: string[] }>('shop-sentences');
const web = path.resolve(import.meta.dirname ?? __dirname, '../../web');
const read = (file: string) => readFileSync(path.join(web, file), 'utf8');
const wordsOf = (language: string): Record<string, Translation> => JSON.parse(read(`words/${language}.json`));
const formsOf = (said: Translation): string[] => (typeof said === 'string' ? [said] : Object.values(said));
const namesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
/** Names, and what the code writes over. */
const SAID_EVERYWHERE = new Set(['Shoptalk']);

/** Texts and labels of the page that a reader sees or hears. */
function wordsOfThePage(): string[] {
  const [, body = ''] = read('index.html').split('<body');
  const found = [...body.matchAll(/>([^<>]+)<|(?:aria-label|placeholder|title)="([^"]+)"/g)];
  return found.map(([, text, label]) => (text ?? label ?? '').trim()).filter((text) => /\p{L}/u.test(text));
}

/** Files whose texts are the same in every language: names of places, and what is said to those who speak another. */
const UNTRANSLATED = /^(support\/|language-offer\.js$|checkout\/(regions|us-states)\.js$)/;
/** Which argument of these is looked up. */
const LOOKED_UP: Record<string, number> = { t: 0, tn: 2, around: 1, inOurWords: 0 };
/** Calls and properties whose texts no shopper sees. */
const UNSEEN_CALLS = new Set(['querySelector', 'querySelectorAll', 'matches', 'matchMedia', 'Error']);
const UNSEEN_KEYS = new Set(['class', 'autocomplete', 'accept']);
/** Members and attributes that a shopper reads or hears. */
const SHOWN_KEYS = new Set(['textContent', 'title', 'alt', 'placeholder', 'aria-label', 'ariaLabel']);

const scripts = readdirSync(path.join(web, 'scripts'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js') && !UNTRANSLATED.test(file))
  .sort();
const textsOf = (file: string) => literalsOf(`web/scripts/${file}`);

/** The call that looks a literal up, if one does. */
function lookUpOf(literal: Literal) {
  return literal.within.findLast((around) => {
    const name = calleeOf(around);
    return name !== undefined && Object.hasOwn(LOOKED_UP, name) && argumentOf(literal, around) !== undefined;
  });
}

/** What the code hands to `t` and its like, to be looked up as it stands. */
function wordsOfTheCode(): string[] {
  return scripts.flatMap(textsOf).flatMap((literal) => {
    const call = lookUpOf(literal);
    const looked = call && LOOKED_UP[calleeOf(call) ?? ''] === argumentOf(literal, call);
    return looked && !isCompared(literal) && literal.text ? [literal.text] : [];
  });
}

const isCompared = ({ within }: Literal) => within.at(-1)?.type === 'BinaryExpression';

const isSentence = (text: string) => /\p{L}\S*\s|\s\S*\p{L}/u.test(text) && !/[\\[<]/.test(text);

/** Whether it is put where it is read or heard, as far as that can be told from its place. */
function isShown(literal: Literal): boolean {
  if (!/\p{L}{2}/u.test(literal.text) || literal.role === 'key') return false;
  const around = literal.within.findLast((each) => calleeOf(each) !== undefined || keyOf(each) !== undefined);
  if (!around) return false;
  if (SHOWN_KEYS.has(keyOf(around) ?? '')) return true;
  return calleeOf(around) === 'make' && (argumentOf(literal, around) ?? 0) > 1;
}

function isUnseen(literal: Literal): boolean {
  if (isCompared(literal)) return true;
  return literal.within.some(
    (around) => UNSEEN_CALLS.has(calleeOf(around) ?? '') || UNSEEN_KEYS.has(keyOf(around) ?? ''),
  );
}

const isInTable = ({ within }: Literal) => !within.some(({ type }) => /Function|Class|Arrow/.test(type));

it.each(scripts)('says nothing to a shopper that is not looked up: %s', (file) => {
  const known = wordsOf('es');
  const bare = textsOf(file)
    .filter((literal) => !lookUpOf(literal) && !isUnseen(literal))
    .filter((literal) => isShown(literal) || isSentence(literal.text))
    // A table of sentences is looked up where it is used, by what stands in it.
    .filter((literal) => !(isInTable(literal) && known[literal.text]));
  expect(bare.map(({ text }) => text)).toEqual([]);
});

describe.each(['es', 'de'])('the page in %s', (language) => {
  it('has words for every text of the page and of its code', () => {
    const known = wordsOf(language);
    const wanted = [...wordsOfThePage(), ...wordsOfTheCode()].filter((text) => !SAID_EVERYWHERE.has(text));
    expect(wanted.length).toBeGreaterThan(200);
    expect(wanted.filter((text) => !known[text])).toEqual([]);
  });

  it('says where a checkout stands', () => {
    const known = wordsOf(language);
    expect(Object.values(CHECKOUT_STATES).filter(({ shopper }) => !known[shopper])).toEqual([]);
  });

  it('fills in the same names as English', async () => {
    const { SENTENCES } = await sentences;
    for (const [english, said] of Object.entries(wordsOf(language)))
      for (const text of formsOf(said)) {
        // What the shop has filled in itself may be left out: it is in figures of English.
        if (SENTENCES.includes(english))
          expect(namesIn(english)).toEqual(expect.arrayContaining(namesIn(text)));
        else expect(namesIn(text)).toEqual(namesIn(english));
      }
  });

  it('has a form for each number', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const said of Object.values(wordsOf(language))) {
      if (typeof said === 'string') continue;
      expect(pluralCategories).toEqual(expect.arrayContaining(Object.keys(said)));
      expect(Object.keys(said)).toEqual(expect.arrayContaining(['one', 'other']));
    }
  });
});

it.each([
  [['es-MX', 'en'], 'es'],
  [['fr', 'de-AT'], 'de'],
  [['fr'], 'en'],
  [[], 'en'],
])('begins in the first language of the browser that it speaks: %j', async (preferred, language) => {
  expect((await words).wantedLanguage(memoryStorage(), preferred)).toBe(language);
});

it('keeps the language that was chosen', async () => {
  const { wantedLanguage, keepLanguage } = await words;
  const storage = memoryStorage();
  keepLanguage(storage, 'de');
  expect(wantedLanguage(storage, ['es'])).toBe('de');
});

it('fills in names, and leaves a text without translation as it is', async () => {
  const { t, tn } = await words;
  expect(t('Only {count} left', { count: 3 })).toBe('Only 3 left');
  expect(t('$& {missing}')).toBe('$& {missing}');
  expect(t('constructor')).toBe('constructor');
  expect([1, 2].map((count) => tn(count, '{count} item', '{count} items'))).toEqual(['1 item', '2 items']);
});

it('has a form of its own for one, in another language', async () => {
  const { t, tn, speak } = await words;
  await speakIn('es', speak);
  expect([1, 2].map((count) => tn(count, '{count} item', '{count} items'))).toEqual([
    '1 artículo',
    '2 artículos',
  ]);
  expect([1, 2].map((count) => t('Only {count} left', { count }))).toEqual(['Solo queda 1', 'Solo quedan 2']);
  expect(tn(1, '{count} new thing', '{count} new things')).toBe('1 new thing');
});
