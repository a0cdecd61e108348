import type { BaseColour, Department } from '../../domain/index.js';
import type { SizeScale } from './size-scales.js';

type Some<T> = readonly [T, ...T[]];

/** What the shop sells of one category to one department. */
export interface Range {
  department: Department;
  /** How much of the shop this is, against the other ranges. */
  share: number;
  /** Whole currency units before the brand's level: cheapest, usual, dearest. */
  price: readonly [low: number, usual: number, high: number];
  sizes: SizeScale;
  nouns: Some<string>;
}

export interface CategoryAssortment {
  category: string;
  colours: Some<BaseColour>;
  /** Words before the noun: cuts, materials, patterns. */
  styles: Some<string>;
  fabrics: Some<string>;
  ranges: Some<Range>;
}

const range = (
  department: Department,
  share: number,
  price: Range['price'],
  sizes: SizeScale,
  nouns: Some<string>,
): Range => ({ department, share, price, sizes, nouns });

const quiet: Some<BaseColour> = ['black', 'white', 'grey', 'blue', 'beige', 'brown'];
const lively: Some<BaseColour> = [
  'black',
  'white',
  'grey',
  'blue',
  'green',
  'red',
  'pink',
  'purple',
  'yellow',
  'orange',
  'brown',
  'beige',
];
const denim: Some<BaseColour> = ['blue', 'blue', 'black', 'grey', 'white'];
const sporty: Some<BaseColour> = [
  'black',
  'grey',
  'blue',
  'green',
  'red',
  'pink',
  'purple',
  'orange',
  'white',
];
const soft: Some<BaseColour> = ['black', 'white', 'beige', 'pink', 'purple', 'blue', 'red', 'grey'];

const upperWear: Some<string> = [
  'organic cotton',
  'a cotton-linen blend',
  'washed cotton',
  'soft jersey',
  'a breathable cotton blend',
];
const knit: Some<string> = [
  'merino wool',
  'lambswool',
  'a cotton-cashmere blend',
  'chunky cotton yarn',
  'recycled wool',
];
const denimCloth: Some<string> = [
  'stretch denim',
  'rigid 12 oz denim',
  'organic cotton denim',
  'washed comfort denim',
];
const woven: Some<string> = [
  'cotton twill',
  'a stretch-cotton blend',
  'linen',
  'brushed cotton',
  'a wool blend',
];
const shell: Some<string> = [
  'a wool blend',
  'waxed cotton',
  'a water-repellent shell',
  'recycled down',
  'cotton canvas',
];
const technical: Some<string> = [
  'a quick-drying knit',
  'four-way stretch jersey',
  'recycled polyester',
  'light mesh',
];
const silky: Some<string> = ['satin', 'modal jersey', 'stretch lace', 'brushed microfibre', 'soft cotton'];

/** The 26 categories of theLook, and what a shop of this size would stock in each. */
export const ASSORTMENT: Some<CategoryAssortment> = [
  {
    category: 'Accessories',
    colours: quiet,
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
  {
    category: 'Active',
    colours: sporty,
    styles: ['Training', 'Running', 'Seamless', 'Lightweight', 'Breathable', 'Performance', 'Trail'],
    fabrics: technical,
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
  {
    category: 'Blazers & Jackets',
    colours: quiet,
    styles: ['Tailored', 'Relaxed', 'Cropped', 'Double-Breasted', 'Linen', 'Boyfriend', 'Tweed'],
    fabrics: woven,
    ranges: [
      range('Women', 9, [38, 92, 240], 'letters', ['Blazer', 'Jacket', 'Denim Jacket', 'Bomber Jacket']),
    ],
  },
  {
    category: 'Clothing Sets',
    colours: soft,
    styles: ['Matching', 'Ribbed', 'Linen', 'Lounge', 'Printed'],
    fabrics: upperWear,
    ranges: [
      range('Women', 4, [34, 68, 140], 'letters', ['Two-Piece Set', 'Top & Shorts Set', 'Top & Pants Set']),
    ],
  },
  {
    category: 'Dresses',
    colours: lively,
    styles: ['Wrap', 'Floral', 'Midi', 'Maxi', 'Linen', 'Ribbed', 'Pleated', 'Polka Dot', 'Slip', 'A-Line'],
    fabrics: ['viscose crepe', 'cotton poplin', 'linen', 'ribbed jersey', 'satin'],
    ranges: [
      range('Women', 20, [26, 64, 220], 'letters', [
        'Dress',
        'Summer Dress',
        'Shirt Dress',
        'Cocktail Dress',
      ]),
      range('Kids', 4, [16, 28, 52], 'kids', ['Dress', 'Summer Dress', 'Party Dress']),
    ],
  },
  {
    category: 'Fashion Hoodies & Sweatshirts',
    colours: lively,
    styles: ['Oversized', 'Classic', 'Fleece', 'Heavyweight', 'Washed', 'Cropped', 'Half-Zip', 'Graphic'],
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
    category: 'Intimates',
    colours: soft,
    styles: ['Lace', 'Seamless', 'Everyday', 'Satin', 'Wireless', 'Cotton'],
    fabrics: silky,
    ranges: [
      range('Women', 16, [9, 26, 72], 'letters', ['Bra', 'Bralette', 'Briefs', 'Camisole', 'Slip', 'Thong']),
    ],
  },
  {
    category: 'Jeans',
    colours: denim,
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
    fabrics: denimCloth,
    ranges: [
      range('Men', 24, [22, 52, 160], 'mensWaist', ['Jeans', 'Jeans', 'Selvedge Jeans', 'Stretch Jeans']),
      range('Women', 22, [24, 56, 170], 'womensWaist', ['Jeans', 'Jeans', 'Stretch Jeans', 'Wide-Leg Jeans']),
      range('Kids', 6, [14, 26, 48], 'kids', ['Jeans', 'Stretch Jeans', 'Pull-On Jeans']),
    ],
  },
  {
    category: 'Jumpsuits & Rompers',
    colours: lively,
    styles: ['Belted', 'Linen', 'Wide-Leg', 'Floral', 'Utility', 'Wrap'],
    fabrics: woven,
    ranges: [range('Women', 5, [28, 62, 150], 'letters', ['Jumpsuit', 'Romper', 'Playsuit'])],
  },
  {
    category: 'Leggings',
    colours: sporty,
    styles: ['High-Waist', 'Seamless', 'Everyday', 'Fleece-Lined', 'Ribbed', '7/8', 'Pocket'],
    fabrics: technical,
    ranges: [
      range('Women', 8, [14, 32, 84], 'letters', ['Leggings', 'Capri Leggings', 'Flare Leggings']),
      range('Kids', 3, [9, 16, 28], 'kids', ['Leggings']),
    ],
  },
  {
    category: 'Maternity',
    colours: soft,
    styles: ['Nursing', 'Over-Bump', 'Stretch', 'Wrap', 'Ruched', 'Everyday'],
    fabrics: upperWear,
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
    category: 'Outerwear & Coats',
    colours: quiet,
    styles: ['Quilted', 'Wool', 'Hooded', 'Waxed', 'Lightweight', 'Padded', 'Belted', 'Water-Repellent'],
    fabrics: shell,
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
    category: 'Pants',
    colours: ['black', 'beige', 'blue', 'grey', 'green', 'brown'],
    styles: ['Slim', 'Straight', 'Tapered', 'Relaxed', 'Stretch', 'Pleated', 'Linen', 'Corduroy'],
    fabrics: woven,
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
    fabrics: woven,
    ranges: [
      range('Women', 14, [22, 52, 150], 'letters', [
        'Trousers',
        'Capris',
        'Palazzo Pants',
        'Cigarette Pants',
        'Cargo Pants',
      ]),
    ],
  },
  {
    category: 'Plus',
    colours: lively,
    styles: ['Wrap', 'Floral', 'Flowing', 'Ribbed', 'V-Neck', 'Everyday'],
    fabrics: upperWear,
    ranges: [range('Women', 10, [20, 46, 120], 'plus', ['Tunic', 'Dress', 'Blouse', 'Leggings', 'Cardigan'])],
  },
  {
    category: 'Shorts',
    colours: ['blue', 'beige', 'black', 'green', 'grey', 'white', 'red', 'orange'],
    styles: ['Chino', 'Cargo', 'Denim', 'Linen', 'Pleated', 'Drawstring', 'Relaxed'],
    fabrics: woven,
    ranges: [
      range('Men', 13, [16, 36, 88], 'mensWaist', ['Shorts', 'Bermuda Shorts', 'Walk Shorts']),
      range('Women', 10, [16, 34, 84], 'letters', ['Shorts', 'Bermuda Shorts', 'High-Waist Shorts']),
      range('Kids', 4, [10, 18, 30], 'kids', ['Shorts', 'Pull-On Shorts']),
    ],
  },
  {
    category: 'Skirts',
    colours: lively,
    styles: ['Pleated', 'Denim', 'Midi', 'Mini', 'A-Line', 'Satin', 'Floral', 'Wrap'],
    fabrics: woven,
    ranges: [
      range('Women', 9, [20, 46, 130], 'letters', ['Skirt', 'Pencil Skirt', 'Maxi Skirt']),
      range('Kids', 2, [12, 20, 34], 'kids', ['Skirt', 'Tutu Skirt']),
    ],
  },
  {
    category: 'Sleep & Lounge',
    colours: soft,
    styles: ['Cotton', 'Satin', 'Flannel', 'Striped', 'Brushed', 'Waffle'],
    fabrics: silky,
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
    category: 'Socks',
    colours: quiet,
    styles: ['Ribbed', 'Striped', 'Merino', 'Cushioned', 'Ankle', 'Everyday', 'Dress'],
    fabrics: ['combed cotton', 'merino wool', 'a bamboo blend'],
    ranges: [
      range('Men', 9, [6, 14, 36], 'few', ['Socks', 'Crew Socks', 'Socks 3-Pack', 'Boot Socks']),
      range('Kids', 3, [5, 10, 18], 'few', ['Socks', 'Socks 3-Pack', 'Grip Socks']),
    ],
  },
  {
    category: 'Socks & Hosiery',
    colours: soft,
    styles: ['Sheer', 'Ribbed', 'Opaque', 'Merino', 'Ankle', 'Patterned'],
    fabrics: ['combed cotton', 'sheer microfibre', 'merino wool'],
    ranges: [
      range('Women', 7, [6, 15, 38], 'few', ['Socks', 'Tights', 'Knee Socks', 'Socks 3-Pack', 'Stockings']),
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
  {
    category: 'Sweaters',
    colours: lively,
    styles: ['Cable-Knit', 'Merino', 'Chunky', 'V-Neck', 'Crewneck', 'Striped', 'Cashmere', 'Turtleneck'],
    fabrics: knit,
    ranges: [
      range('Men', 14, [28, 62, 190], 'letters', ['Sweater', 'Cardigan', 'Pullover', 'Quarter-Zip Sweater']),
      range('Women', 15, [28, 60, 190], 'letters', ['Sweater', 'Cardigan', 'Pullover', 'Wrap Cardigan']),
      range('Kids', 4, [16, 30, 56], 'kids', ['Sweater', 'Cardigan']),
    ],
  },
  {
    category: 'Swim',
    colours: lively,
    styles: ['Striped', 'Sporty', 'Tropical', 'Classic', 'Ruched', 'Quick-Dry'],
    fabrics: ['recycled nylon', 'quick-drying stretch jersey'],
    ranges: [
      range('Men', 7, [16, 36, 90], 'letters', ['Swim Trunks', 'Board Shorts', 'Swim Briefs']),
      range('Women', 12, [20, 48, 140], 'letters', ['Bikini', 'One-Piece Swimsuit', 'Tankini', 'Cover-Up']),
      range('Kids', 4, [12, 22, 38], 'kids', ['Swimsuit', 'Swim Trunks', 'Rash Guard']),
    ],
  },
  {
    category: 'Tops & Tees',
    colours: lively,
    styles: [
      'Classic',
      'Slim',
      'Striped',
      'V-Neck',
      'Pocket',
      'Linen',
      'Relaxed',
      'Graphic',
      'Floral',
      'Ribbed',
    ],
    fabrics: upperWear,
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
    category: 'Underwear',
    colours: ['black', 'white', 'grey', 'blue', 'red', 'green'],
    styles: ['Cotton', 'Modal', 'Everyday', 'Seamless', 'Stretch', 'Sport'],
    fabrics: silky,
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
];
