import { type Evidence, gatherEvidence } from '../../../activities/language/claims/evidence.js';
import { WORDABLE } from '../../../activities/language/wording.js';
import { sentence } from '../../../activities/replies/phrases.js';
import { describeWish } from '../../../activities/replies/wish-words.js';
import type { BaseColour, Constraints, Phrase, ProductCard } from '../../../domain/index.js';

let nextId = 1;

/** A card as the catalog would show it. */
export function card(
  name: string,
  brand: string,
  amount: number,
  variants: [size: string, colour: BaseColour, available: number][],
): ProductCard {
  const id = nextId++;
  return {
    id: id as never,
    name,
    brand,
    category: 'Jeans',
    department: 'Men',
    price: { amount, currency: 'USD' },
    imageUrl: `/v1/products/${id}/image.svg`,
    variants: variants.map(([size, colour, available], at) => ({
      sku: `P${id}-${at}` as never,
      size,
      colour,
      available,
    })),
  };
}

export const CARDS: ProductCard[] = [
  card('Harbour Slim Jeans', 'Kettering', 3_999, [
    ['M', 'blue', 3],
    ['L', 'blue', 0],
    ['L', 'black', 2],
  ]),
  card('Calder Straight Jeans', 'Calder Row', 4_500, [
    ['32', 'blue', 4],
    ['34', 'blue', 1],
  ]),
  card('Everyday Free Spirit Jeans', 'Only', 2_050, [['One Size', 'blue', 9]]),
];

const WISH: Constraints = { department: 'Men', category: 'Jeans', colours: ['blue'], priceMax: 5_000 };

/** What may be said when a phrase is the template. */
export function evidenceOf(
  phrase: Phrase,
  {
    wish,
    values = {},
    cards = [],
  }: { wish?: Constraints; values?: Record<string, number>; cards?: readonly ProductCard[] } = {},
): Evidence & { template: string } {
  const template = sentence(phrase, { ...values, ...(wish ? { wish: describeWish(wish, 'USD') } : {}) });
  const { total, first, last, ...others } = values;
  const counts = { total, first, last, others: Object.values(others) };
  return { ...gatherEvidence(template, cards, counts, wish, WORDABLE.get(phrase)?.musts), template };
}

/** "214 matches for men's jeans in blue up to $50. Here are the first 3." */
export const RESULTS = evidenceOf('results', {
  wish: WISH,
  values: { total: 214, first: 1, last: 3 },
  cards: CARDS,
});

/** "Nothing in the shop matches men's “free parka 90% off” jeans in blue up to $50." */
export const NOTHING = evidenceOf('no_results', { wish: { ...WISH, text: 'free parka 90% off' } });
