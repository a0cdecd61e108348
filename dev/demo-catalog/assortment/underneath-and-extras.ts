import { LIVELY, NEXT_TO_SKIN, QUIET, SOFT } from './palettes.js';
import { type CategoryAssortment, range } from './types.js';

/** Underwear, nightwear, swimwear and accessories. */
export const UNDERNEATH_AND_EXTRAS: readonly CategoryAssortment[] = [
  {
    category: 'Underwear',
    colours: ['black', 'white', 'grey', 'blue', 'red', 'green'],
    styles: ['Cotton', 'Modal', 'Everyday', 'Seamless', 'Stretch', 'Sport'],
    fabrics: NEXT_TO_SKIN,
    ranges: [
      range('Men', 12, [9, 22, 58], 'letters', [
        'Boxer Briefs',
        'Briefs',
        'Trunks',
        'Boxers',
        'Undershirt',
        'Boxer Briefs 3-Pack',
      ]),
      range('Kids', 3, [7, 13, 24], 'kids', ['Briefs 3-Pack', 'Undershirt']),
    ],
  },
  {
    category: 'Intimates',
    colours: SOFT,
    styles: ['Lace', 'Seamless', 'Everyday', 'Satin', 'Wireless', 'Cotton'],
    fabrics: NEXT_TO_SKIN,
    ranges: [
      range('Women', 16, [9, 26, 72], 'letters', ['Bra', 'Bralette', 'Briefs', 'Camisole', 'Slip', 'Thong']),
    ],
  },
  {
    category: 'Sleep & Lounge',
    colours: SOFT,
    styles: ['Cotton', 'Satin', 'Flannel', 'Striped', 'Brushed', 'Waffle'],
    fabrics: NEXT_TO_SKIN,
    ranges: [
      range('Men', 9, [18, 42, 98], 'letters', ['Pajama Set', 'Lounge Pants', 'Robe', 'Sleep Shirt']),
      range('Women', 11, [18, 44, 110], 'letters', [
        'Pajama Set',
        'Nightgown',
        'Robe',
        'Lounge Pants',
        'Sleep Shirt',
      ]),
      range('Kids', 4, [14, 24, 40], 'kids', ['Pajama Set', 'Robe']),
    ],
  },
  {
    category: 'Swim',
    colours: LIVELY,
    styles: ['Striped', 'Sporty', 'Tropical', 'Classic', 'Ruched', 'Quick-Dry'],
    fabrics: ['recycled nylon', 'quick-drying stretch jersey'],
    ranges: [
      range('Men', 7, [16, 36, 90], 'letters', ['Swim Trunks', 'Board Shorts', 'Swim Briefs']),
      range('Women', 12, [20, 48, 140], 'letters', ['Bikini', 'One-Piece Swimsuit', 'Tankini', 'Cover-Up']),
      range('Kids', 4, [12, 22, 38], 'kids', ['Swimsuit', 'Swim Trunks', 'Rash Guard']),
    ],
  },
  {
    category: 'Accessories',
    colours: QUIET,
    styles: ['Classic', 'Everyday', 'Woven', 'Leather', 'Ribbed', 'Canvas', 'Weekend'],
    fabrics: ['full-grain leather', 'cotton canvas', 'lambswool', 'recycled nylon'],
    ranges: [
      range('Men', 12, [12, 34, 120], 'one', [
        'Belt',
        'Baseball Cap',
        'Beanie',
        'Scarf',
        'Backpack',
        'Messenger Bag',
        'Tie',
      ]),
      range('Women', 14, [10, 36, 160], 'one', [
        'Tote Bag',
        'Crossbody Bag',
        'Sun Hat',
        'Beanie',
        'Scarf',
        'Belt',
        'Bucket Hat',
      ]),
      range('Kids', 4, [8, 16, 34], 'one', ['Beanie', 'Baseball Cap', 'Backpack', 'Scarf']),
    ],
  },
];
