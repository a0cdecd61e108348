import type { Vocabulary } from '../../../activities/ports/index.js';
import type { UnderstandingContext } from '../../../domain/index.js';
import { BaseColour, THE_LOOK_CATEGORIES } from '../../../domain/index.js';

/** Nothing said yet. */
export const fresh: UnderstandingContext = { constraints: {}, shownCount: 0, cartCount: 0 };
/** Five men's jeans under $50 on screen. */
export const jeans: UnderstandingContext = {
  constraints: { department: 'Men', category: 'Jeans', priceMax: 5_000 },
  shownCount: 5,
  cartCount: 0,
};
/** One thing on screen. */
export const single: UnderstandingContext = { ...jeans, shownCount: 1 };
/** Jeans on screen and two lines in the cart. */
export const cart: UnderstandingContext = { ...jeans, cartCount: 2 };
/** Women's dresses on screen. */
export const dresses: UnderstandingContext = {
  constraints: { department: 'Women', category: 'Dresses' },
  shownCount: 5,
  cartCount: 0,
};

export const VOCABULARY: Vocabulary = {
  version: 7,
  categories: [...THE_LOOK_CATEGORIES],
  brands: [
    'Harlow & Finch',
    'Kettering',
    'Calder Row',
    'Copper Kettle',
    'Small Otters',
    "Levi's",
    'Bluebottle Denim',
    'Northbeam',
    'Active',
    'Redfern Works',
    'Hollis Street',
    '2(x)ist',
  ],
  sizes: [
    'XS',
    'S',
    'M',
    'L',
    'XL',
    'XXL',
    '1X',
    '2X',
    '28',
    '30',
    '31',
    '32',
    '33',
    '34',
    '36',
    '38',
    '40',
    '2T',
    '3T',
    '4T',
    '5',
    '6',
    '7',
    '8',
    '10',
    '12',
    'One Size',
  ],
  colours: [...BaseColour.options],
};
