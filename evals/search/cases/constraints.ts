import type { SearchCase } from '../search-case.js';

const COATS = 'Outerwear & Coats';
const TOPS = 'Tops & Tees';
const HOODIES = 'Fashion Hoodies & Sweatshirts';
const PANTS = ['Pants', 'Pants & Capris'];

/** Prices, sizes, colours, brands, and several of them at once. */
export const CONSTRAINTS: readonly SearchCase[] = [
  { query: "men's jeans under $50", must: { category: 'Jeans', department: 'Men', priceMax: 5_000 } },
  { query: 'jeans under 40 dollars', must: { category: 'Jeans', priceMax: 4_000 } },
  { query: 'jeans between $60 and $80', must: { category: 'Jeans', priceMin: 6_000, priceMax: 8_000 } },
  { query: 'sweaters over $100', must: { category: 'Sweaters', priceMin: 10_000 } },
  { query: 'dress below 60', must: { category: 'Dresses', priceMax: 6_000 } },
  { query: 'black dress', must: { colours: ['black'] }, best: /\bdress$/i },
  { query: 'red dress under $70', must: { colours: ['red'], priceMax: 7_000 }, best: /\bdress$/i },
  { query: 'navy blazer', must: { colours: ['blue'] }, best: /blazer/i, fair: /suit jacket|sport coat/i },
  { query: 'grey hoodie', must: { colours: ['grey'] }, best: /hoodie/i },
  {
    query: 'white t-shirts for men',
    must: { category: TOPS, department: 'Men', colours: ['white'] },
    best: /t-shirt/i,
    fair: /./,
  },
  { query: 'green parka', must: { colours: ['green'] }, best: /parka/i },
  { query: 'pink leggings for girls', must: { department: 'Kids', colours: ['pink'] }, best: /leggings/i },
  { query: 'beige chinos size 32', must: { colours: ['beige'], size: '32' }, best: /chinos/i },
  {
    query: "men's jeans size 34 in black",
    must: { category: 'Jeans', department: 'Men', size: '34', colours: ['black'] },
  },
  { query: 'women jeans size 28', must: { category: 'Jeans', department: 'Women', size: '28' } },
  { query: 'hoodie in XL', must: { size: 'XL' }, best: /hoodie/i },
  { query: 'dress size small', must: { size: 'S' }, best: /\bdress$/i },
  {
    query: "women's sweater medium under $80",
    must: { department: 'Women', size: 'M', priceMax: 8_000, category: 'Sweaters' },
  },
  {
    query: 'red or pink skirt',
    must: { colours: ['red', 'pink'] },
    best: /skirt\b(?! suit)/i,
    fair: /skirt/i,
  },
  {
    query: 'jeans but not blue',
    must: {
      category: 'Jeans',
      colours: [
        'black',
        'white',
        'grey',
        'green',
        'red',
        'pink',
        'purple',
        'yellow',
        'orange',
        'brown',
        'beige',
      ],
    },
  },
  {
    query: 'black coat for women under $150',
    must: { category: COATS, department: 'Women', colours: ['black'], priceMax: 15_000 },
  },
  { query: 'purple swimwear', must: { category: 'Swim', colours: ['purple'] } },
  {
    query: 'yellow raincoat',
    must: { colours: ['yellow'] },
    best: /rain jacket|trench coat/i,
    fair: /water-repellent/i,
  },
  { query: 'kids sweaters under $30', must: { category: 'Sweaters', department: 'Kids', priceMax: 3_000 } },
  { query: 'Northbeam', must: { brand: 'Northbeam' } },
  { query: 'Northbeam sweaters', must: { brand: 'Northbeam', category: 'Sweaters' } },
  { query: 'harlow and finch jeans', must: { brand: 'Harlow & Finch', category: 'Jeans' } },
  { query: 'Harlow & Finch', must: { brand: 'Harlow & Finch' } },
  { query: 'tidewell hoodies', must: { brand: 'Tidewell', category: HOODIES }, best: /hoodie/i, fair: /./ },
  { query: 'kettering suit', must: { brand: 'Kettering' }, best: /\bsuit\b/i },
  { query: 'velvet quarry dresses', must: { brand: 'Velvet Quarry', category: 'Dresses' } },
  { query: 'small otters pajamas', must: { brand: 'Small Otters' }, best: /pajama/i },
  { query: 'corvane coat under $300', must: { brand: 'Corvane', category: COATS, priceMax: 30_000 } },
  { query: 'blue jeans by Elmswood', must: { brand: 'Elmswood', category: 'Jeans', colours: ['blue'] } },
  {
    query: 'osprey point jacket',
    must: { brand: 'Osprey Point' },
    best: /jacket/i,
    good: /parka|overcoat|coat/i,
    fair: /blazer|vest/i,
  },
  { query: 'shoes', must: { category: 'Shoes' }, nothing: true },
  { query: 'nike hoodie', must: { brand: 'Nike' }, nothing: true },
  {
    query: 'purple tuxedo under $20',
    must: { colours: ['purple'], priceMax: 2_000 },
    best: /tuxedo/i,
    nothing: true,
  },
  { query: "women's boxer briefs", must: { department: 'Women' }, best: /boxer briefs/i, nothing: true },
  { query: 'jeans size 99', must: { category: 'Jeans', size: '99' }, nothing: true },
  {
    query: 'pants under $35 for men in beige',
    must: { category: PANTS, department: 'Men', priceMax: 3_500, colours: ['beige'] },
  },
  { query: 'cheap socks under $10', must: { priceMax: 1_000 }, best: /socks/i },
  { query: 'white sneakers', must: { category: 'Shoes' }, nothing: true },
];
