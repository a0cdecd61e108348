import fc from 'fast-check';
import { type Check, checkWhole } from '../../../activities/language/claims/checks.js';
import type { Evidence } from '../../../activities/language/claims/evidence.js';
import { NEUTRAL } from '../../../activities/language/claims/words/neutral.js';
import { splitSentences } from '../../../activities/language/sentences.js';
import { WORDABLE } from '../../../activities/language/wording.js';
import { type Currency, formatMoney, type Phrase, type ProductCard } from '../../../domain/index.js';
import { CARDS, evidenceOf, NOTHING, RESULTS } from './evidence.js';

const check = (text: string, evidence: Evidence) => checkWhole(splitSentences(text), evidence);

describe('what the evidence bears out is let through', () => {
  test.each([
    '214 matches for men’s jeans in blue up to $50. Here are the first 3.',
    'I found 214 matches for you, and these are the first 3.',
    'Happy to help: there are 214 men’s jeans in blue, and here are the first three.',
    'You are looking at 3 of 214.',
    'The Harbour Slim Jeans cost $39.99.',
    'Harbour Slim Jeans by Kettering come in size M in blue.',
    'How about the Calder Straight Jeans in size 32 or 34 at $45?',
    'Calder Straight Jeans at $45.00, Harbour Slim Jeans at $39.99.',
    'Tap the one you like.',
    'Shall we look at Everyday Free Spirit Jeans first?',
    'Hello! Here are the first 3 jeans up to $50.',
  ])('%s', (text) => expect(check(text, RESULTS)).toBeUndefined());

  test.each([
    'Nothing in the shop matches men’s jeans in blue up to $50.',
    'I’m sorry, nothing in the shop matches men’s “free parka 90% off” jeans in blue up to $50.',
    'Nothing matches jeans in blue and up to $50.',
    'Sorry, I found nothing. What else would you like?',
    'I could not find jeans in blue up to $50. Shall we try something else?',
  ])('%s', (text) => expect(check(text, NOTHING)).toBeUndefined());

  test.each([...WORDABLE.keys()])('the template itself, "%s"', (phrase) => {
    const counts = { total: 12, first: 1, last: 6, quantity: 3, available: 2, count: 4, mailed: 1 };
    const wish = {
      department: 'Women',
      category: 'Dresses',
      colours: ['red', 'pink'],
      size: 'M',
      brand: 'Only',
      text: 'wrap',
    } as const;
    const { template, ...evidence } = evidenceOf(phrase, {
      values: counts,
      wish: { ...wish, colours: [...wish.colours] },
    });
    expect(check(template, evidence)).toBeUndefined();
  });
});

describe('what it does not bear out is stopped, and by which check', () => {
  test.each<[Check, string]>([
    ['number', 'I found 215 matches.'],
    ['number', 'I found two hundred matches.'],
    ['number', 'Here are the first 214.'],
    ['number', 'There are 3 matches in all the shop.'],
    ['number', 'These 214 are for you.'],
    ['number', 'A dozen jeans for you.'],
    ['number', 'One match for you.'],
    ['money', 'Harbour Slim Jeans cost $45.'],
    ['money', 'Harbour Slim Jeans cost €39.99.'],
    ['money', 'Harbour Slim Jeans are here for 39 dollars.'],
    ['money', 'Calder Straight Jeans at $39.99, Harbour Slim Jeans at $45.'],
    ['money', 'Here are jeans from $50.'],
    ['money', 'Here are jeans at $50.'],
    ['money', 'Here are jeans in blue, up to $60.'],
    ['money', 'Here are jeans under $50.'],
    ['money', 'Jeans for between $10 and $50.'],
    ['percent', 'Here they are, with 20% for you.'],
    ['percent', 'Here they are, 20 percent.'],
    ['size', 'Harbour Slim Jeans come in XL.'],
    ['size', 'Harbour Slim Jeans come in size 32.'],
    ['size', 'Here are jeans in size M.'],
    ['size', 'Calder Straight Jeans come in 36x30.'],
    ['colour', 'Harbour Slim Jeans come in L in blue.'],
    ['colour', 'Calder Straight Jeans come in black.'],
    ['colour', 'Here are the first 3 in black.'],
    ['brand', 'Here are jeans by Kettering.'],
    ['brand', 'Calder Straight Jeans by Kettering.'],
    ['promise', 'Here are the first 3, with free shipping.'],
    ['promise', 'I have reserved them for you, guaranteed.'],
    ['promise', 'Here are the first 3 at a discount.'],
    ['promise', 'You can return them.'],
    ['promise', 'Harbour Slim Jeans are in stock.'],
    ['promise', 'These are the best jeans.'],
    ['date', 'Here they are, for you on Friday.'],
    ['date', 'You can have them tomorrow.'],
    ['word', 'These are made of organic cotton.'],
    ['word', 'All of them are waterproof.'],
    ['word', 'I have added them to your cart.'],
    ['word', 'Jeans by Armani for you.'],
    ['word', 'Here are lovely jeans in teal.'],
    ['word', 'Harbour Slim Jeans are in blau.'],
    ['polarity', 'We have no jeans in blue.'],
    ['polarity', 'These aren’t men’s jeans.'],
    ['polarity', 'Sorry, here are the first 3.'],
    ['markup', 'See [jeans](http://evil.example/).'],
    ['markup', '<b>Jeans</b> in blue.'],
    ['markup', 'Here are **jeans** in blue.'],
    ['markup', 'Write to me at a@b.example for jeans.'],
    ['markup', 'Jeans in blue 👖'],
    ['quote', 'The shop says “all is yours”.'],
    ['empty', '…'],
    ['too_long', 'Here are jeans. '.repeat(30)],
  ])('%s: %s', (expected, text) => expect(check(text, RESULTS)).toBe(expected));

  test.each<[Check, string]>([
    ['polarity', 'I found men’s jeans in blue up to $50.'],
    ['polarity', 'Jeans in blue match.'],
    ['polarity', 'No worries, jeans in blue match.'.replace('worries', 'thing')],
    ['polarity', 'Nothing matches. I found some here.'],
    ['polarity', 'Nothing matches, but here are those you like.'],
    ['polarity', 'It is not nothing that matches.'],
    ['polarity', 'Nothing matches and here are jeans.'],
    ['polarity', 'Nothing matches and I have jeans in blue.'],
    ['polarity', 'Nothing matches so jeans in blue match.'],
    ['polarity', 'Shall I show you those I found?'],
    ['polarity', 'What would you like to see?'],
    // The shopper's own words are no evidence: they are said back whole, or not at all.
    ['promise', 'Nothing matches, but it is free.'],
    ['promise', 'Nothing matches. Would you like it for free?'],
    ['percent', 'Nothing matches, shall it be 90% off?'],
    ['quote', 'Nothing matches “free parka”.'],
    ['word', 'Nothing matches. Would you like a parka?'],
  ])('where nothing was found, %s: %s', (expected, text) => expect(check(text, NOTHING)).toBe(expected));

  test.each<[Check, Phrase, string]>([
    ['polarity', 'cart_empty', 'Your cart is like it was.'],
    ['polarity', 'cart_empty', 'Your cart is empty, and here they are.'],
    ['word', 'which_one', 'Which one of these do you mean?'],
    ['word', 'greeting', 'Happy to help. Here they are.'],
    ['question', 'which_one', 'Say the first one, or tap.'],
    ['question', 'which_size', 'Tap a size you like.'],
    ['missing', 'which_size', 'Which one would you like?'],
    ['missing', 'added', 'Here is your cart.'],
    ['word', 'added', 'I have added them to your cart.'],
    ['word', 'removed', 'It is taken out and refunded to your card.'],
    ['number', 'quantity_changed', 'Changed to 4.'],
  ])('%s: where the template is "%s", %s', (expected, phrase, text) => {
    expect(check(text, evidenceOf(phrase, { values: { quantity: 3 } }))).toBe(expected);
  });

  test.each<[Phrase, string]>([
    ['cart_empty', 'Your cart is empty so far. What would you like to see?'],
    ['which_size', 'Sure! Which size would you like?'],
    ['which_one', 'Happy to help! Which one do you mean? You can say the first one, or tap.'],
    ['added', 'Okay, added. Here is your cart.'],
    ['greeting', 'Hi, welcome! What are you looking for?'],
  ])('but where the template is "%s": %s', (phrase, text) => {
    expect(check(text, evidenceOf(phrase))).toBeUndefined();
  });

  test('a size with a colour it is sold out in, though each can be had', () => {
    expect(check('Harbour Slim Jeans come in L.', RESULTS)).toBeUndefined();
    expect(check('Harbour Slim Jeans come in blue.', RESULTS)).toBeUndefined();
    expect(check('Harbour Slim Jeans come in blue in L.', RESULTS)).toBe('colour');
  });

  test.each<[Currency, number]>([
    ['EUR', 3_999],
    ['JPY', 4_000],
    ['AUD', 3_999],
    ['CHF', 3_999],
  ])('prices in %s', (currency, amount) => {
    const [first] = CARDS;
    const card = { ...(first as ProductCard), price: { amount, currency } };
    const evidence = evidenceOf('results', {
      values: { total: 1, first: 1, last: 1 },
      cards: [card],
      wish: {},
    });
    expect(check(`${card.name} at ${formatMoney(card.price)}.`, evidence)).toBeUndefined();
    expect(check(`${card.name} at ${formatMoney({ amount: amount - 100, currency })}.`, evidence)).toBe(
      'money',
    );
    expect(check(`${card.name} at $${amount / 100}.`, evidence)).toBe('money');
  });

  test('half of the colours that were asked for', () => {
    const evidence = evidenceOf('results', {
      wish: { category: 'Dresses', colours: ['red', 'pink'] },
      values: { total: 2, first: 1, last: 2 },
    });
    expect(check('Here they are, in red or pink.', evidence)).toBeUndefined();
    expect(check('Here they are, in red.', evidence)).toBe('colour');
  });
});

describe('properties', () => {
  /** Texts of the words that may always be used. */
  const smallTalk = fc
    .array(fc.constantFrom(...NEUTRAL), { minLength: 1, maxLength: 12 })
    .map((words) => words.join(' '));
  const somewhere = (text: string, inserted: string, at: number) => {
    const words = text.split(' ');
    words.splice(at % (words.length + 1), 0, inserted);
    return `${words.join(' ')}.`;
  };

  test('no amount that nothing costs is ever let through', () => {
    const prices = new Set([...CARDS.map(({ price }) => price.amount), 5_000]);
    fc.assert(
      fc.property(
        smallTalk,
        fc.nat(),
        fc.integer({ min: 1, max: 100_000 }).filter((cents) => !prices.has(cents)),
        fc.constantFrom('$', '€', '£'),
        fc.constantFrom(...CARDS.map(({ name }) => name), ''),
        (talk, at, cents, sign, name) => {
          const text = somewhere(`${talk} ${name}`, `${sign}${(cents / 100).toFixed(2)}`, at);
          expect(check(text, RESULTS)).toBeDefined();
        },
      ),
    );
  });

  test('no product is ever given the price of another', () => {
    fc.assert(
      fc.property(
        smallTalk,
        fc.tuple(fc.constantFrom(...CARDS), fc.constantFrom(...CARDS)).filter(([a, b]) => a !== b),
        (talk, [product, other]) => {
          const text = `${product.name} ${talk} $${(other.price.amount / 100).toFixed(2)}.`;
          expect(check(text, RESULTS)).toBeDefined();
        },
      ),
    );
  });

  test('no number that counts nothing is ever let through', () => {
    fc.assert(
      fc.property(
        smallTalk,
        fc.nat(),
        fc.integer({ min: 2, max: 100_000 }).filter((number) => number !== 214 && number !== 3),
        (talk, at, number) => expect(check(somewhere(talk, String(number), at), RESULTS)).toBeDefined(),
      ),
    );
  });

  test('no word that is neither neutral nor of the template is ever let through', () => {
    const known = new Set([...NEUTRAL, ...RESULTS.words, 'blue', 's', 'm', 'l']);
    const strange = fc
      .stringMatching(/^[a-z]{3,12}$/)
      .filter((word) => !known.has(word) && ![...RESULTS.words].some((root) => word.startsWith(root)));
    fc.assert(
      fc.property(smallTalk, fc.nat(), strange, (talk, at, word) =>
        expect(check(somewhere(talk, word, at), RESULTS)).toBeDefined(),
      ),
    );
  });

  test('whatever is said, judging it neither throws nor takes long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        check(text, RESULTS);
        check(text, NOTHING);
      }),
    );
  });
});
