import { LIVELY, SHIRTING, SOFT, SPORTY, TECHNICAL, WOVEN } from './palettes.js';
import { type CategoryAssortment, range } from './types.js';

/** Dresses, sets and collections for one need. */
export const WHOLE_BODY: readonly CategoryAssortment[] = [
  {
    category: 'Dresses',
    colours: LIVELY,
    styles: ['Wrap', 'Floral', 'Midi', 'Maxi', 'Linen', 'Ribbed', 'Pleated', 'Polka Dot', 'Slip', 'A-Line'],
    fabrics: ['viscose crepe', 'cotton poplin', 'linen', 'ribbed jersey', 'satin'],
    ranges: [
      range('Women', 20, [26, 64, 220], 'letters', ['Dress', 'Summer Dress', 'Day Dress', 'Evening Dress']),
      range('Kids', 4, [16, 28, 52], 'kids', ['Dress', 'Summer Dress', 'Party Dress']),
    ],
  },
  {
    category: 'Jumpsuits & Rompers',
    colours: LIVELY,
    styles: ['Belted', 'Linen', 'Wide-Leg', 'Floral', 'Utility', 'Wrap'],
    fabrics: WOVEN,
    ranges: [range('Women', 5, [28, 62, 150], 'letters', ['Jumpsuit', 'Romper', 'Playsuit'])],
  },
  {
    category: 'Clothing Sets',
    colours: SOFT,
    styles: ['Matching', 'Ribbed', 'Linen', 'Lounge', 'Printed'],
    fabrics: SHIRTING,
    ranges: [
      range('Women', 4, [34, 68, 140], 'letters', ['Two-Piece Set', 'Top & Shorts Set', 'Top & Pants Set']),
    ],
  },
  {
    category: 'Plus',
    colours: LIVELY,
    styles: ['Wrap', 'Floral', 'Flowing', 'Ribbed', 'V-Neck', 'Everyday'],
    fabrics: SHIRTING,
    ranges: [range('Women', 10, [20, 46, 120], 'plus', ['Tunic', 'Dress', 'Blouse', 'Leggings', 'Cardigan'])],
  },
  {
    category: 'Maternity',
    colours: SOFT,
    styles: ['Nursing', 'Over-Bump', 'Stretch', 'Wrap', 'Ruched', 'Everyday'],
    fabrics: SHIRTING,
    ranges: [
      range('Women', 9, [18, 42, 98], 'letters', [
        'Maternity Dress',
        'Maternity Jeans',
        'Maternity Top',
        'Maternity Leggings',
      ]),
    ],
  },
  {
    category: 'Active',
    colours: SPORTY,
    styles: ['Training', 'Running', 'Seamless', 'Lightweight', 'Breathable', 'Performance', 'Trail'],
    fabrics: TECHNICAL,
    ranges: [
      range('Men', 10, [18, 38, 95], 'letters', [
        'Track Jacket',
        'Joggers',
        'Tank Top',
        'Running Shorts',
        'Training T-Shirt',
        'Track Pants',
      ]),
      range('Women', 11, [18, 40, 98], 'letters', [
        'Sports Bra',
        'Joggers',
        'Tank Top',
        'Running Shorts',
        'Training Tights',
        'Zip Jacket',
      ]),
      range('Kids', 3, [12, 22, 42], 'kids', [
        'Joggers',
        'Training T-Shirt',
        'Running Shorts',
        'Track Jacket',
      ]),
    ],
  },
];
