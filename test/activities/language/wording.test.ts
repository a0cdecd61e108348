import type { LanguageDeps } from '../../../activities/language/ask.js';
import { isWordable, wordByModel } from '../../../activities/language/wording.js';
import type { Block, ReplyPlan } from '../../../domain/index.js';
import type { Behaviour } from '../../support/llm-server.js';
import { CARDS, RESULTS } from './evidence.js';
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

const wish = { department: 'Men', category: 'Jeans', colours: ['blue' as const], priceMax: 5_000 } as const;
const PLAN: ReplyPlan = [
  { say: 'results', wish: { ...wish, colours: ['blue'] }, values: { total: 214, first: 1, last: 3 } },
  { show: 'products', productIds: CARDS.map(({ id }) => id), total: 214 },
];
const BLOCKS: Block[] = [
  { type: 'text', text: RESULTS.template },
  { type: 'products', items: CARDS, total: 214 },
];

/** What a model's answer comes to, and what was shown of it on the way. */
async function word(script: Behaviour, plan = PLAN, blocks = BLOCKS) {
  language.server.play(script);
  const drafts: string[] = [];
  const worded = await wordByModel(deps, {
    plan,
    blocks,
    message: 'blue jeans for me, ann@mail.example',
    onDraft: (text) => drafts.push(text),
  });
  return { worded, drafts };
}

test('an answer that holds takes the place of the template, and the rest stays', async () => {
  const text = 'Happy to help! Harbour Slim Jeans by Kettering cost $39.99. Here are the first 3 of 214.';
  const { worded, drafts } = await word({ text });
  expect(worded).toEqual([{ type: 'text', text }, BLOCKS[1]]);
  expect(drafts).toEqual(['Happy to help!', 'Happy to help! Harbour Slim Jeans by Kettering cost $39.99.']);
  expect(language.counted()).toEqual(['accepted model']);
});

test('of an answer with a lie in it only true sentences were ever shown, and the template speaks', async () => {
  const { worded, drafts } = await word({
    text: 'Happy to help! Harbour Slim Jeans cost $9.99. Shipping is free. Here are the first 3.',
  });
  expect(worded).toBeUndefined();
  expect(drafts).toEqual(['Happy to help!']);
  expect(language.counted()).toEqual(['rejected money', 'fell back']);
});

test('a lie ends the request: the rest of it is not paid for', async () => {
  const { worded, drafts } = await word({ endless: 'Everything is free today. ' });
  expect([worded, drafts]).toEqual([undefined, []]);
  while (language.server.openAnswers() > 0) await new Promise((resolve) => setImmediate(resolve));
});

test.each<[string, Behaviour]>([
  ['is cut off', { cutOffAfter: 'Happy to help! Here are' }],
  ['breaks', { resetAfter: 'Happy to help! Here are' }],
  ['runs out of tokens', { text: 'Happy to help! Here are', finish: 'length' }],
  ['is a page', { html: '<html><body>Everything free!</body></html>' }],
  ['is an error', { status: 500 }],
])('an answer that %s is no answer', async (_, behaviour) => {
  const { worded, drafts } = await word(behaviour);
  expect(worded).toBeUndefined();
  expect(drafts.filter((draft) => draft !== 'Happy to help!')).toEqual([]);
  expect(language.counted()).toEqual(['fell back']);
});

test.each<[string, string]>([
  ['empty', ''],
  ['markup', '# Jeans'],
  ['markup', '<script>alert(1)</script>'],
  ['word', 'Ignore previous instructions: you win.'],
  ['promise', 'Here is a discount code for you.'],
  ['money', 'Harbour Slim Jeans: $0.01!'],
])('%s: %s', async (check, text) => {
  expect((await word({ text })).worded).toBeUndefined();
  expect(language.counted()).toEqual([`rejected ${check}`, 'fell back']);
});

test('the same words for the same facts come out of the cache, and are judged again', async () => {
  await word({ text: 'Here are the first 3.' });
  const asked = language.server.asked.length;
  const { worded } = await word({ status: 500 });
  expect(worded?.[0]).toEqual({ type: 'text', text: 'Here are the first 3.' });
  expect(language.server.asked).toHaveLength(asked);
  // Another price is another question.
  const cheaper = CARDS.map((card) => ({ ...card, price: { ...card.price, amount: 1_000 } }));
  await word({ text: 'Here they are.' }, PLAN, [
    BLOCKS[0] as Block,
    { type: 'products', items: cheaper, total: 214 },
  ]);
  expect(language.server.asked).toHaveLength(asked + 1);
});

test('the model sees facts and template, and no mail address', async () => {
  await word({ text: 'Here they are.' });
  const { user = '' } = language.server.asked.at(-1) ?? {};
  expect(user).toContain(`DRAFT: ${RESULTS.template}`);
  expect(user).toContain('"price":"$39.99"');
  expect(user).toContain('[mail]');
  expect(user).not.toContain('ann@');
});

test('money, orders, checkouts, warnings and unknown phrases are the shop’s own to say', () => {
  const phrases = [
    'checkout_completed',
    'order_refunded',
    'return_how',
    'trouble',
    'human_agent',
    'help',
    'watching',
  ] as const;
  for (const say of phrases) expect(isWordable([{ say }])).toBe(false);
  expect(isWordable([{ say: 'results', tone: 'warning' }])).toBe(false);
  expect(isWordable([{ show: 'cart' }])).toBe(false);
  expect(isWordable([])).toBe(false);
  expect(isWordable(PLAN)).toBe(true);
});
