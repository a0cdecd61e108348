import { KNIT, LIVELY, QUIET, SHELL, SHIRTING, WOVEN } from './palettes.js';
import { type CategoryAssortment, range } from './types.js';

/** Tops, knitwear, jackets and suits. */
export const UPPER_BODY: readonly CategoryAssortment[] = [
  {
    category: 'Tops & Tees',
    colours: LIVELY,
    styles: [
      'Classic',
      'Slim',
      'Striped',
      'Washed',
      'Pocket',
      'Linen',
      'Relaxed',
      'Graphic',
      'Floral',
      'Ribbed',
    ],
    fabrics: SHIRTING,
    ranges: [
      range('Men', 26, [12, 30, 110], 'letters', [
        'T-Shirt',
        'Polo Shirt',
        'Oxford Shirt',
        'Henley',
        'Flannel Shirt',
        'Long-Sleeve T-Shirt',
        'Tank Top',
      ]),
      range('Women', 24, [12, 30, 105], 'letters', [
        'T-Shirt',
        'Blouse',
        'Tank Top',
        'Tunic',
        'Shirt',
        'Camisole',
        'Long-Sleeve T-Shirt',
      ]),
      range('Kids', 8, [8, 15, 30], 'kids', ['T-Shirt', 'Long-Sleeve T-Shirt', 'Polo Shirt']),
    ],
  },
  {
    category: 'Sweaters',
    colours: LIVELY,
    styles: ['Cable-Knit', 'Merino', 'Chunky', 'Textured', 'Ribbed', 'Striped', 'Cashmere', 'Fisherman'],
    fabrics: KNIT,
    ranges: [
      range('Men', 14, [28, 62, 190], 'letters', [
        'Sweater',
        'Cardigan',
        'Pullover',
        'Turtleneck Sweater',
        'V-Neck Sweater',
      ]),
      range('Women', 15, [28, 60, 190], 'letters', [
        'Sweater',
        'Cardigan',
        'Pullover',
        'Turtleneck Sweater',
        'V-Neck Sweater',
      ]),
      range('Kids', 4, [16, 30, 56], 'kids', ['Sweater', 'Cardigan']),
    ],
  },
  {
    category: 'Fashion Hoodies & Sweatshirts',
    colours: LIVELY,
    styles: ['Oversized', 'Classic', 'Fleece', 'Heavyweight', 'Washed', 'Cropped', 'Boxy', 'Graphic'],
    fabrics: ['brushed fleece', 'loopback cotton', 'organic cotton fleece'],
    ranges: [
      range('Men', 15, [22, 48, 120], 'letters', [
        'Hoodie',
        'Zip Hoodie',
        'Sweatshirt',
        'Crewneck Sweatshirt',
      ]),
      range('Women', 13, [22, 46, 115], 'letters', [
        'Hoodie',
        'Zip Hoodie',
        'Sweatshirt',
        'Crewneck Sweatshirt',
      ]),
      range('Kids', 5, [14, 26, 48], 'kids', ['Hoodie', 'Zip Hoodie', 'Sweatshirt']),
    ],
  },
  {
    category: 'Blazers & Jackets',
    colours: QUIET,
    styles: ['Tailored', 'Relaxed', 'Cropped', 'Double-Breasted', 'Linen', 'Boyfriend', 'Tweed'],
    fabrics: WOVEN,
    ranges: [
      range('Women', 9, [38, 92, 240], 'letters', ['Blazer', 'Jacket', 'Denim Jacket', 'Bomber Jacket']),
    ],
  },
  {
    category: 'Outerwear & Coats',
    colours: QUIET,
    styles: ['Quilted', 'Wool', 'Hooded', 'Waxed', 'Lightweight', 'Padded', 'Belted', 'Water-Repellent'],
    fabrics: SHELL,
    ranges: [
      range('Men', 15, [48, 120, 380], 'letters', [
        'Parka',
        'Overcoat',
        'Rain Jacket',
        'Puffer Jacket',
        'Bomber Jacket',
        'Field Jacket',
        'Vest',
      ]),
      range('Women', 15, [48, 124, 390], 'letters', [
        'Trench Coat',
        'Wool Coat',
        'Parka',
        'Puffer Jacket',
        'Rain Jacket',
        'Vest',
      ]),
      range('Kids', 5, [28, 54, 110], 'kids', ['Puffer Jacket', 'Rain Jacket', 'Parka']),
    ],
  },
  {
    category: 'Suits',
    colours: ['black', 'grey', 'blue', 'beige', 'white'],
    styles: ['Tailored', 'Slim', 'Relaxed', 'Double-Breasted', 'Linen'],
    fabrics: ['a wool blend', 'stretch crepe', 'linen'],
    ranges: [range('Women', 4, [88, 168, 380], 'womensSuit', ['Pant Suit', 'Skirt Suit', 'Two-Piece Suit'])],
  },
  {
    category: 'Suits & Sport Coats',
    colours: ['black', 'grey', 'blue', 'brown', 'beige'],
    styles: ['Slim', 'Tailored', 'Classic', 'Herringbone', 'Linen', 'Pinstripe'],
    fabrics: ['pure wool', 'a wool blend', 'linen', 'hopsack wool'],
    ranges: [
      range('Men', 9, [78, 190, 560], 'chest', [
        'Suit',
        'Sport Coat',
        'Two-Piece Suit',
        'Suit Jacket',
        'Tuxedo',
      ]),
    ],
  },
];
