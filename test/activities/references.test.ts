import { resolveReferences } from '../../activities/references.js';
import type { Product, ProductId, Sku, Understanding } from '../../domain/index.js';

const product = (id: number, name: string, amount: number, colour: 'blue' | 'black'): Product =>
  ({
    id,
    name,
    brand: 'Wexley',
    category: 'Sweaters',
    department: 'Men',
    price: { amount, currency: 'USD' },
    description: '',
    variants: [{ sku: `S${id}`, size: 'M', colour, available: 1 }],
  }) as unknown as Product;
const PRODUCTS = [
  product(11, 'Cable Cardigan', 5_000, 'blue'),
  product(12, 'Plain Sweater', 3_000, 'black'),
  product(13, 'Wool Sweater', 9_000, 'black'),
];
const catalog = {
  get: async (ids: readonly ProductId[]) => PRODUCTS.filter(({ id }) => ids.includes(id as ProductId)),
};
const shown = [11, 12, 13] as ProductId[];
const read = (intent: Understanding['intent'], reference: Understanding['reference']): Understanding => ({
  intent,
  slots: {},
  reference,
  confidence: 1,
  engine: 'rules',
});

test.each([
  ['the cheapest', { pick: 'cheapest' }, { ordinal: 2 }],
  ['the dearest', { pick: 'dearest' }, { ordinal: 3 }],
  ['the blue one', { described: { colours: ['blue'] } }, { ordinal: 1 }],
  ['the wool one', { described: { text: 'wool' } }, { ordinal: 3 }],
  ['the black one, of two', { described: { colours: ['black'] } }, undefined],
  ['what is not there', { described: { text: 'belt' } }, undefined],
] as const)('%s', async (_what, reference, place) => {
  const act = read('add_to_cart', reference as never);
  expect((await resolveReferences(act, { shown }, catalog)).reference).toEqual(place);
});

test('what is taken out is looked for in the cart', async () => {
  const act = read('remove_from_cart', { described: { text: 'sweater' } });
  const cart = [
    { sku: 'A' as Sku, productId: 11 as ProductId },
    { sku: 'B' as Sku, productId: 12 as ProductId },
  ];
  expect((await resolveReferences(act, { shown, cart }, catalog)).target).toEqual({ sku: 'B' });
});

test('the catalog is not asked where nothing is open', async () => {
  const act = read('add_to_cart', { ordinal: 1 });
  const none = { get: () => Promise.reject(new Error('asked')) };
  expect(await resolveReferences(act, { shown }, none)).toBe(act);
});
