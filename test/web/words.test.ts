import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKOUT_STATES } from '../../domain/index.js';
import { memoryStorage, script } from './scripts.js';

interface Words {
  LANGUAGES: Record<string, string>;
  language(): string;
  wantedLanguage(storage: unknown, preferred: readonly string[]): string;
  keepLanguage(storage: unknown, language: string): void;
  t(english: string, values?: Record<string, unknown>): string;
}
const words = script<Words>('words');
const web = path.resolve(import.meta.dirname ?? __dirname, '../../web');
const read = (file: string) => readFileSync(path.join(web, file), 'utf8');
const wordsOf = (language: string): Record<string, string> => JSON.parse(read(`words/${language}.json`));
const namesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
/** Names, and what the code writes over. */
const SAID_EVERYWHERE = new Set(['Shoptalk']);

/** Texts and labels of the page that a reader sees or hears. */
function wordsOfThePage(): string[] {
  const [, body = ''] = read('index.html').split('<body');
  const found = [...body.matchAll(/>([^<>]+)<|(?:aria-label|placeholder|title)="([^"]+)"/g)];
  return found.map(([, text, label]) => (text ?? label ?? '').trim()).filter((text) => /\p{L}/u.test(text));
}

/** What the code hands to `t` as it stands. */
function wordsOfTheCode(): string[] {
  const scripts = readdirSync(path.join(web, 'scripts'), { recursive: true, encoding: 'utf8' });
  return scripts
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...read(`scripts/${file}`).matchAll(/\bt\(\s*'([^']+)'/g)])
    .map(([, text = '']) => text);
}

describe.each(['es', 'de'])('the page in %s', (language) => {
  it('has words for every text of the page and of its code', () => {
    const known = wordsOf(language);
    const wanted = [...wordsOfThePage(), ...wordsOfTheCode()].filter((text) => !SAID_EVERYWHERE.has(text));
    expect(wanted.length).toBeGreaterThan(80);
    expect(wanted.filter((text) => !known[text])).toEqual([]);
  });

  it('says where a checkout stands', () => {
    const known = wordsOf(language);
    expect(Object.values(CHECKOUT_STATES).filter(({ shopper }) => !known[shopper])).toEqual([]);
  });

  it('fills in the same names as English', () => {
    for (const [english, text] of Object.entries(wordsOf(language)))
      expect(namesIn(text)).toEqual(namesIn(english));
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
  const { t } = await words;
  expect(t('Only {count} left', { count: 3 })).toBe('Only 3 left');
  expect(t('$& {missing}')).toBe('$& {missing}');
});
