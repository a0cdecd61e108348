import { createHelpTexts, readHelpTexts } from '../../../activities/adapters/help-texts/markdown.js';
import { parseSubject } from '../../../activities/adapters/help-texts/parse-subject.js';
import { SHIPPING_COUNTRIES } from '../../../domain/index.js';
import { SHIPPING_RATES } from '../../../domain/shipping-rates.js';
import { RETURN_WINDOW_MS } from '../../../machines/order-rules.js';

const SHOES = `# Shoes

## Resoling boots
<!-- asked: new soles, cobbler -->

We resole **boots** of [any brand](https://example.com/boots), in:

- leather
- rubber

## Laces

Each pair comes with laces. Boots come with two. <script>alert(1)</script> <a href="javascript:x">no</a> [or](javascript:x)
`;
const shoes = createHelpTexts([parseSubject('shoes', SHOES)]);

test('a passage is plain text in the chat and markup on the page', () => {
  expect(shoes.passage('shoes-resoling-boots')).toMatchObject({
    title: 'Resoling boots',
    text: 'We resole boots of any brand, in:\n\n• leather\n• rubber',
    html: expect.stringContaining('<a href="https://example.com/boots">any brand</a>'),
  });
});

test('what is no Markdown does not reach the page', () => {
  expect(shoes.passage('shoes-laces')?.html).not.toMatch(/<script|<a|javascript|asked/);
});

test('a title and the words under it count more than the text', () => {
  expect(shoes.find('do you resole boots?')?.title).toBe('Resoling boots');
  expect(shoes.find('is there a cobbler')?.title).toBe('Resoling boots');
  expect(shoes.find('laces of boots')?.title).toBe('Laces');
});

test('what nothing is written about finds nothing', () => {
  expect(shoes.find('do you sell umbrellas')).toBeUndefined();
  expect(shoes.find('')).toBeUndefined();
  expect(shoes.find('brand rubber', { strict: true })).toBeUndefined();
});

test.each([
  ['no title here', /shoes\.md needs a title/],
  ['# Shoes\n\n## Laces\n\n<!-- asked: x -->', /"Laces" in shoes\.md says nothing/],
])('a file that cannot be understood is named, with what to do: %j', (source, message) => {
  expect(() => parseSubject('shoes', source)).toThrow(message);
});

test('two passages of one link are refused', () => {
  const twice = parseSubject('shoes', '# Shoes\n\n## Laces\n\nOne.\n\n## Laces\n\nTwo.');
  expect(() => createHelpTexts([twice])).toThrow('two passages are called "Laces"');
});

test('a shop without such files has no answers', () => {
  expect(readHelpTexts('/nowhere/at/all').subjects()).toEqual([]);
});

describe("the shop's own answers", () => {
  const help = readHelpTexts();
  const text = (id: string) => help.passage(id)?.text ?? '';

  test.each([
    ["what's your return policy?", 'returns-how-to-return-something'],
    ['how long does a refund usually take', 'returns-when-the-money-comes-back'],
    ['do you ship to norway', 'shipping-where-we-ship-to'],
    ['free delivery?', 'shipping-free-shipping'],
    ['which cards do you take', 'payment-ways-to-pay'],
    ['gift cards?', 'discounts-gift-cards'],
    ['is my data safe with you', 'privacy-what-we-keep-about-you'],
    ['do you have a size chart', 'sizes-finding-your-size'],
    ['tell me a joke', undefined],
    ['what is the capital of peru', undefined],
  ])('%s', (question, id) => {
    expect(help.find(question)?.id).toBe(id);
  });

  test('promise what the shop does', () => {
    for (const { name } of SHIPPING_COUNTRIES) expect(text('shipping-where-we-ship-to')).toContain(name);
    const [standard, express] = SHIPPING_RATES.domestic;
    const costs = text('shipping-what-shipping-costs-and-how-long-it-takes');
    for (const { bands, days } of [standard, express]) {
      expect(costs).toContain(`${days.min} to ${days.max} working days`);
      expect(costs).toContain(`$${(bands[0].price / 100).toFixed(2)}`);
    }
    expect(text('shipping-free-shipping')).toContain(((standard.freeFrom ?? 0) / 100).toFixed(2));
    expect(text('returns-how-to-return-something')).toContain(`${RETURN_WINDOW_MS / 86_400_000} days`);
  });
});
