import { DENIM, DENIM_CLOTH, LIVELY, QUIET, SOFT, SPORTY, TECHNICAL, WOVEN } from './palettes.js';
import { type CategoryAssortment, range } from './types.js';

/** Trousers, skirts and what goes on the feet. */
export const LOWER_BODY: readonly CategoryAssortment[] = [
  {
    category: 'Jeans',
    colours: DENIM,
    styles: [
      'Slim Straight',
      'Skinny',
      'Relaxed',
      'Straight',
      'Bootcut',
      'Tapered',
      'High-Rise',
      'Loose',
      'Distressed',
      'Slim',
    ],
    fabrics: DENIM_CLOTH,
    ranges: [
      range('Men', 24, [22, 52, 160], 'mensWaist', ['Jeans', 'Jeans', 'Selvedge Jeans', 'Stretch Jeans']),
      range('Women', 22, [24, 56, 170], 'womensWaist', ['Jeans', 'Jeans', 'Stretch Jeans', 'Ankle Jeans']),
      range('Kids', 6, [14, 26, 48], 'kids', ['Jeans', 'Stretch Jeans', 'Pull-On Jeans']),
    ],
  },
  {
    category: 'Pants',
    colours: ['black', 'beige', 'blue', 'grey', 'green', 'brown'],
    styles: ['Slim', 'Straight', 'Tapered', 'Relaxed', 'Stretch', 'Pleated', 'Linen', 'Corduroy'],
    fabrics: WOVEN,
    ranges: [
      range('Men', 18, [24, 54, 150], 'mensWaist', [
        'Chinos',
        'Cargo Pants',
        'Trousers',
        'Pants',
        'Dress Pants',
      ]),
      range('Kids', 4, [14, 24, 42], 'kids', ['Chinos', 'Cargo Pants', 'Pull-On Pants']),
    ],
  },
  {
    category: 'Pants & Capris',
    colours: ['black', 'beige', 'blue', 'grey', 'green', 'white', 'brown', 'pink'],
    styles: ['Wide-Leg', 'Slim', 'High-Waist', 'Cropped', 'Linen', 'Pleated', 'Tapered'],
    fabrics: WOVEN,
    ranges: [
      range('Women', 14, [22, 52, 150], 'letters', [
        'Trousers',
        'Capris',
        'Pants',
        'Dress Pants',
        'Cargo Pants',
      ]),
    ],
  },
  {
    category: 'Shorts',
    colours: ['blue', 'beige', 'black', 'green', 'grey', 'white', 'red', 'orange'],
    styles: ['Chino', 'Cargo', 'Denim', 'Linen', 'Pleated', 'Drawstring', 'Relaxed'],
    fabrics: WOVEN,
    ranges: [
      range('Men', 13, [16, 36, 88], 'mensWaist', ['Shorts', 'Bermuda Shorts', 'Walk Shorts']),
      range('Women', 10, [16, 34, 84], 'letters', ['Shorts', 'Bermuda Shorts', 'High-Waist Shorts']),
      range('Kids', 4, [10, 18, 30], 'kids', ['Shorts', 'Pull-On Shorts']),
    ],
  },
  {
    category: 'Skirts',
    colours: LIVELY,
    styles: ['Pleated', 'Denim', 'Midi', 'Mini', 'A-Line', 'Satin', 'Floral', 'Wrap'],
    fabrics: WOVEN,
    ranges: [
      range('Women', 9, [20, 46, 130], 'letters', ['Skirt', 'Button-Front Skirt']),
      range('Kids', 2, [12, 20, 34], 'kids', ['Skirt', 'Tutu Skirt']),
    ],
  },
  {
    category: 'Leggings',
    colours: SPORTY,
    styles: ['High-Waist', 'Seamless', 'Everyday', 'Fleece-Lined', 'Ribbed', '7/8', 'Pocket'],
    fabrics: TECHNICAL,
    ranges: [
      range('Women', 8, [14, 32, 84], 'letters', ['Leggings', 'Capri Leggings', 'Flare Leggings']),
      range('Kids', 3, [9, 16, 28], 'kids', ['Leggings']),
    ],
  },
  {
    category: 'Socks',
    colours: QUIET,
    styles: ['Ribbed', 'Striped', 'Merino', 'Cushioned', 'Ankle', 'Everyday', 'Dress'],
    fabrics: ['combed cotton', 'merino wool', 'a bamboo blend'],
    ranges: [
      range('Men', 9, [6, 14, 36], 'few', ['Socks', 'Crew Socks', 'Socks 3-Pack', 'Boot Socks']),
      range('Kids', 3, [5, 10, 18], 'few', ['Socks', 'Socks 3-Pack', 'Grip Socks']),
    ],
  },
  {
    category: 'Socks & Hosiery',
    colours: SOFT,
    styles: ['Sheer', 'Ribbed', 'Opaque', 'Merino', 'Ankle', 'Patterned'],
    fabrics: ['combed cotton', 'sheer microfibre', 'merino wool'],
    ranges: [
      range('Women', 7, [6, 15, 38], 'few', ['Socks', 'Tights', 'Knee Socks', 'Socks 3-Pack', 'Stockings']),
    ],
  },
];
