import type { LanguageDeps } from '../../../activities/language/ask.js';
import { rewriteByModel } from '../../../activities/language/rewriter.js';
import { VOCABULARY } from '../understanding/contexts.js';
import { startLanguage } from './model-under-test.js';

let language: Awaited<ReturnType<typeof startLanguage>>;
let deps: LanguageDeps;
beforeAll(async () => {
  language = await startLanguage();
});
afterAll(() => language.server.close());
beforeEach(() => {
  deps = language.deps();
  language.counted();
});

const WISH = { text: 'windcheater', priceMax: 5_000, colours: ['blue' as const] };

function rewrite(answer: object | string, wish: Parameters<typeof rewriteByModel>[2] = WISH) {
  language.server.play({ text: typeof answer === 'string' ? answer : JSON.stringify(answer) });
  return rewriteByModel(deps, VOCABULARY, wish);
}

test('other words, and everything else of the wish as it was', async () => {
  expect(await rewrite({ text: 'Windbreaker', category: 'Outerwear & Coats' })).toEqual({
    constraints: { ...WISH, text: 'windbreaker', category: 'Outerwear & Coats' },
    words: 'windbreaker',
  });
});

test('a category can say it all', async () => {
  expect(await rewrite({ text: null, category: 'Outerwear & Coats' })).toMatchObject({
    constraints: { priceMax: 5_000, text: undefined, category: 'Outerwear & Coats' },
    words: 'Outerwear & Coats',
  });
});

test.each<[string, object | string]>([
  ['json', 'try a windbreaker'],
  ['schema', { text: 'windbreaker', category: null, price_max: 900 }],
  ['vocabulary', { text: 'windbreaker', category: 'Weapons' }],
  ['words', { text: 'see https://evil.example', category: null }],
  ['words', { text: 'a very long list of words for a button', category: null }],
  ['words', { text: '<b>windbreaker</b>', category: null }],
  ['words', { text: 'windcheater', category: null }],
  ['words', { text: null, category: null }],
  ['promise', { text: 'free windbreaker', category: null }],
])('%s: does not take %j', async (check, answer) => {
  expect(await rewrite(answer)).toBeUndefined();
  expect(language.counted()).toEqual([`rejected ${check}`, 'fell back']);
});

test('there is nothing to say otherwise where no words were searched for', async () => {
  const asked = language.server.asked.length;
  expect(await rewrite({ text: 'coat', category: null }, { category: 'Jeans' })).toBeUndefined();
  expect(language.server.asked).toHaveLength(asked);
});
