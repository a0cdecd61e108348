import { compareFacts } from '../../activities/replies/comparison.js';
import { messagesIn } from '../../activities/replies/messages.js';
import type { Product } from '../../domain/index.js';

const thing = (amount: number, variants: [size: string, colour: string, available: number][]): Product =>
  ({
    name: 'Coat',
    brand: 'Wexley',
    category: 'Outerwear & Coats',
    department: 'Men',
    price: { amount, currency: 'USD' },
    variants: variants.map(([size, colour, available]) => ({ sku: 'S', size, colour, available })),
  }) as unknown as Product;

test('each fact has a value for each thing; what is sold out is not among what can be had', () => {
  const facts = compareFacts(
    [
      thing(5_000, [
        ['M', 'blue', 2],
        ['L', 'red', 0],
      ]),
      thing(4_000, [['M', 'black', 0]]),
    ],
    messagesIn('en'),
  );
  expect(Object.fromEntries(facts.map(({ label, values }) => [label, values]))).toEqual({
    Price: ['$50', '$40 · lowest'],
    Brand: ['Wexley', 'Wexley'],
    Kind: ['coats and jackets', 'coats and jackets'],
    For: ['men', 'men'],
    'Sizes in stock': ['M', 'Sold out'],
    'Colours in stock': ['blue', 'Sold out'],
  });
});

test('none is the lowest where all cost the same', () => {
  expect(compareFacts([thing(4_000, []), thing(4_000, [])], messagesIn('de'))[0]).toEqual({
    label: 'Preis',
    values: ['40\u00a0$', '40\u00a0$'],
  });
});
