import type { Department } from '../../../../domain/index.js';

/**
 * What an everyday word for a garment means in the catalog. Where the departments file it under
 * different categories, each is named; without a known department the word itself is then searched for.
 */
export interface CategoryWord {
  words: readonly string[];
  category: string | Partial<Record<Department, string>>;
  /** Keeps the word as search text, because the category holds much else: "belts" are not all accessories. */
  narrow?: boolean;
}

const pants = { Men: 'Pants', Kids: 'Pants', Women: 'Pants & Capris' } as const;
const socks = { Men: 'Socks', Kids: 'Socks', Women: 'Socks & Hosiery' } as const;
const suits = { Men: 'Suits & Sport Coats', Women: 'Suits' } as const;
const jackets = { Men: 'Outerwear & Coats', Kids: 'Outerwear & Coats', Women: 'Outerwear & Coats' } as const;
const blazers = { Men: 'Suits & Sport Coats', Women: 'Blazers & Jackets' } as const;
const underwear = { Men: 'Underwear', Kids: 'Underwear', Women: 'Intimates' } as const;

/** Singular forms; the index adds the plurals. */
export const CATEGORY_WORDS: readonly CategoryWord[] = [
  { words: ['jean', 'pair of jeans', 'blue jean', 'denims', 'levis jeans'], category: 'Jeans' },
  { words: ['pant', 'trouser', 'slacks', 'pair of pants', 'pair of trousers'], category: pants },
  {
    words: ['chino', 'cargo pant', 'cargos', 'khakis', 'dress pant', 'corduroys'],
    category: pants,
    narrow: true,
  },
  { words: ['capri', 'culotte'], category: 'Pants & Capris', narrow: true },
  { words: ['legging'], category: 'Leggings' },
  {
    words: ['short', 'pair of shorts', 'bermudas', 'jean short', 'denim short', 'cargo short'],
    category: 'Shorts',
  },
  { words: ['skirt', 'miniskirt', 'mini skirt', 'maxi skirt', 'pencil skirt'], category: 'Skirts' },
  { words: ['dress', 'gown', 'frock', 'sweater dress', 'shirt dress'], category: 'Dresses' },
  {
    words: ['sundress', 'evening gown', 'ball gown', 'cocktail dress', 'party dress', 'evening dress'],
    category: 'Dresses',
    narrow: true,
  },
  {
    words: ['jumpsuit', 'romper', 'playsuit', 'overalls', 'dungarees'],
    category: 'Jumpsuits & Rompers',
    narrow: true,
  },
  { words: ['clothing set', 'two piece set', 'matching set', 'co ord'], category: 'Clothing Sets' },
  {
    words: ['shirt', 'top', 'dress shirt', 'button down', 'button up'],
    category: 'Tops & Tees',
  },
  { words: ['tee', 't shirt', 'tshirt', 'tee shirt'], category: 'Tops & Tees', narrow: true },
  {
    words: [
      'polo',
      'polo shirt',
      'henley',
      'oxford shirt',
      'flannel shirt',
      'blouse',
      'tunic',
      'tank top',
      'tank',
      'cami',
    ],
    category: 'Tops & Tees',
    narrow: true,
  },
  { words: ['sweater', 'jumper', 'knitwear', 'knit'], category: 'Sweaters' },
  {
    words: ['cardigan', 'pullover', 'turtleneck', 'roll neck', 'rollneck', 'polo neck'],
    category: 'Sweaters',
    narrow: true,
  },
  {
    words: ['hoodie', 'hoody', 'hooded sweatshirt', 'zip up hoodie'],
    category: 'Fashion Hoodies & Sweatshirts',
    narrow: true,
  },
  { words: ['sweatshirt', 'crewneck'], category: 'Fashion Hoodies & Sweatshirts', narrow: true },
  {
    words: ['coat', 'jacket', 'outerwear'],
    category: jackets,
  },
  {
    words: [
      'parka',
      'anorak',
      'windbreaker',
      'winter coat',
      'winter jacket',
      'down jacket',
      'gilet',
      'overcoat',
      'raincoat',
      'trench coat',
      'trench',
      'puffer',
      'puffer jacket',
      'rain jacket',
      'bomber jacket',
      'vest',
    ],
    category: 'Outerwear & Coats',
    narrow: true,
  },
  {
    words: ['denim jacket', 'jean jacket'],
    category: { Men: 'Outerwear & Coats', Women: 'Blazers & Jackets' },
    narrow: true,
  },
  { words: ['blazer'], category: blazers },
  {
    words: ['sport coat', 'sports coat', 'suit jacket', 'dinner jacket', 'dinner suit', 'tuxedo', 'tux'],
    category: 'Suits & Sport Coats',
    narrow: true,
  },
  { words: ['suit', 'pant suit', 'pantsuit'], category: suits },
  { words: ['sock', 'pair of socks', 'ankle sock', 'crew sock', 'dress sock'], category: socks },
  {
    words: ['tight', 'stocking', 'pantyhose', 'hosiery', 'knee sock'],
    category: 'Socks & Hosiery',
    narrow: true,
  },
  { words: ['underwear', 'undies'], category: underwear },
  { words: ['boxer', 'boxer brief', 'trunks', 'undershirt'], category: 'Underwear', narrow: true },
  { words: ['brief'], category: underwear, narrow: true },
  { words: ['lingerie', 'intimates', 'panty'], category: 'Intimates' },
  { words: ['bra', 'bralette', 'thong', 'camisole'], category: 'Intimates', narrow: true },
  { words: ['swimwear', 'swim', 'beachwear'], category: 'Swim' },
  {
    words: [
      'swimsuit',
      'swimming costume',
      'bathing suit',
      'swimming trunk',
      'bikini',
      'tankini',
      'swim trunk',
      'swim short',
      'board short',
      'cover up',
      'rash guard',
    ],
    category: 'Swim',
    narrow: true,
  },
  { words: ['sleepwear', 'nightwear', 'loungewear', 'lounge wear'], category: 'Sleep & Lounge' },
  {
    words: [
      'pajama',
      'pyjama',
      'pjs',
      'robe',
      'bathrobe',
      'dressing gown',
      'nightgown',
      'nightie',
      'lounge pant',
      'pajama pant',
      'sleep shirt',
    ],
    category: 'Sleep & Lounge',
    narrow: true,
  },
  {
    words: [
      'activewear',
      'sportswear',
      'gym clothes',
      'workout clothes',
      'gym wear',
      'running gear',
      'tracksuit',
    ],
    category: 'Active',
  },
  {
    words: [
      'jogger',
      'sweatpant',
      'sports bra',
      'track jacket',
      'track pant',
      'running short',
      'running tight',
    ],
    category: 'Active',
    narrow: true,
  },
  {
    words: ['maternity', 'pregnancy', 'maternity clothes', 'maternity wear', 'pregnancy clothes'],
    category: 'Maternity',
  },
  { words: ['plus size', 'plus sized', 'plus sizes'], category: 'Plus' },
  { words: ['accessory'], category: 'Accessories' },
  {
    words: [
      'belt',
      'hat',
      'cap',
      'beanie',
      'scarf',
      'bag',
      'handbag',
      'purse',
      'tote',
      'tote bag',
      'backpack',
      'wallet',
      'glove',
      'sunglasses',
      'tie',
      'watch',
      'messenger bag',
      'baseball cap',
      'bucket hat',
      'crossbody',
    ],
    category: 'Accessories',
    narrow: true,
  },
  {
    // Not sold here; known so that "dress shoes" is not taken for a dress.
    words: [
      'shoe',
      'boot',
      'sneaker',
      'trainer',
      'heel',
      'sandal',
      'loafer',
      'slipper',
      'flip flop',
      'jewelry',
      'jewellery',
      'perfume',
    ],
    category: {},
  },
];

/** The words that stand for another in product names, where a shop would not print what people say. */
export const NARROWING: Readonly<Record<string, string>> = {
  pyjama: 'pajama',
  pjs: 'pajama',
  tux: 'tuxedo',
  bathrobe: 'robe',
  'dressing gown': 'robe',
  'down jacket': 'puffer jacket',
  'roll neck': 'turtleneck',
  rollneck: 'turtleneck',
  'polo neck': 'turtleneck',
  'dinner jacket': 'tuxedo',
  'dinner suit': 'tuxedo',
  nightie: 'nightgown',
  cami: 'camisole',
  handbag: 'bag',
  purse: 'bag',
  khakis: 'chinos',
  cargos: 'cargo',
  'jean jacket': 'denim jacket',
  'trench coat': 'trench',
  hoody: 'hoodie',
  raincoat: 'rain',
  'zip up hoodie': 'zip hoodie',
  'hooded sweatshirt': 'hoodie',
};

/** Who the categories of one department are for; the others are for everyone. */
export const ONLY_FOR: Readonly<Record<string, readonly [Department, ...Department[]]>> = {
  'Blazers & Jackets': ['Women'],
  'Clothing Sets': ['Women'],
  Dresses: ['Women', 'Kids'],
  Intimates: ['Women'],
  'Jumpsuits & Rompers': ['Women'],
  Leggings: ['Women', 'Kids'],
  Maternity: ['Women'],
  Pants: ['Men', 'Kids'],
  'Pants & Capris': ['Women'],
  Plus: ['Women'],
  Skirts: ['Women', 'Kids'],
  Socks: ['Men', 'Kids'],
  'Socks & Hosiery': ['Women'],
  Suits: ['Women'],
  'Suits & Sport Coats': ['Men'],
  Underwear: ['Men', 'Kids'],
};
