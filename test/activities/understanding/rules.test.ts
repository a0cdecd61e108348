import { createRulesUnderstander } from '../../../activities/adapters/understanding/rules.js';
import { Understanding } from '../../../domain/index.js';
import {
  CART_ACTS,
  type Case,
  CONFIRMATIONS,
  ERRANDS,
  OUT_OF_SCOPE,
  PROMISES,
  REFINEMENTS,
  SEARCHES,
  SIMILAR,
} from './cases.js';
import { fresh, jeans, VOCABULARY } from './contexts.js';

const understander = createRulesUnderstander(async () => VOCABULARY);

function title([text, context]: Case): string {
  return `${JSON.stringify(text)}${context.shownCount > 0 ? ` with ${context.shownCount} shown` : ''}`;
}

function itUnderstands(cases: readonly Case[]): void {
  it.each(cases.map((each) => [title(each), ...each] as const))(
    '%s',
    async (_title, text, context, expected) => {
      const read = await understander.understand(text, context);
      expect(Understanding.parse(read)).toEqual(read);
      const judged = Object.fromEntries(
        Object.keys(expected).map((key) => [key, read[key as keyof Understanding]]),
      );
      expect(judged).toEqual(expected);
    },
  );
}

describe('looks for something new', () => itUnderstands(SEARCHES));
describe('narrows what is there', () => itUnderstands(REFINEMENTS));
describe('acts on the cart', () => itUnderstands(CART_ACTS));
describe('looks for more of a kind', () => itUnderstands(SIMILAR));
describe('hears yes and no', () => itUnderstands(CONFIRMATIONS));
describe('makes promises', () => itUnderstands(PROMISES));
describe('runs errands', () => itUnderstands(ERRANDS));
describe('stays calm at what is no shopping', () => itUnderstands(OUT_OF_SCOPE));

describe('the engine', () => {
  it('says the same twice', async () => {
    const once = await understander.understand("men's jeans under $50 in navy", fresh);
    expect(await understander.understand("men's jeans under $50 in navy", fresh)).toEqual(once);
  });

  it('learns the words of a new catalog version', async () => {
    let vocabulary = VOCABULARY;
    const learning = createRulesUnderstander(async () => vocabulary);
    expect((await learning.understand('anything by Zephyrine?', fresh)).slots.brand).toBeUndefined();
    vocabulary = { ...VOCABULARY, version: 8, brands: [...VOCABULARY.brands, 'Zephyrine'] };
    expect((await learning.understand('anything by Zephyrine?', fresh)).slots.brand).toBe('Zephyrine');
  });

  it('still knows everyday words while the catalog cannot be read', async () => {
    const cutOff = createRulesUnderstander(() => Promise.reject(new Error('no catalog')));
    expect(await cutOff.understand("men's jeans under $50", fresh)).toMatchObject({
      intent: 'search',
      slots: { department: 'Men', category: 'Jeans', priceMax: 5_000 },
    });
  });

  it('is sure of what it knows and unsure of the rest', async () => {
    const sure = await understander.understand("men's jeans under $50", fresh);
    const unsure = await understander.understand('what is the meaning of life', fresh);
    expect(sure.confidence).toBeGreaterThan(0.8);
    expect(unsure.confidence).toBeLessThan(0.5);
  });
});

describe('hostile texts', () => {
  const hostile = [
    'a'.repeat(2_000),
    '1,'.repeat(1_000),
    '1.1.'.repeat(500),
    '9'.repeat(2_000),
    'size '.repeat(400),
    'under '.repeat(400),
    'between '.repeat(250),
    'twenty '.repeat(280),
    'hundred '.repeat(250),
    'the first '.repeat(200),
    '\u202e\u202d'.repeat(1_000),
    '\0'.repeat(100),
    '👩‍👩‍👧‍👦'.repeat(150),
    'jeans '.repeat(330),
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘'.repeat(30),
    '__proto__ constructor toString hasOwnProperty',
    'add '.repeat(500),
    `${'1'.repeat(999)}x${'2'.repeat(999)}`,
    'under $99999999999999999999999999',
    'add 99999999999999999999 of the first one',
    '\ud800 lone surrogate',
    '   ',
    '',
  ];

  it.each(hostile.map((text) => [JSON.stringify(text.slice(0, 24)), text]))(
    '%s… is read calmly',
    async (_start, text) => {
      const read = await understander.understand(text, jeans);
      expect(Understanding.safeParse(read).success).toBe(true);
    },
  );
});
