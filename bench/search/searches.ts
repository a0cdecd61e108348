import type { SearchQuery } from '../../activities/ports/index.js';

/** What shoppers ask for, by name: filtered, with words, sorted, rare and common; each for 20 items with facets. */
export const SEARCHES: Readonly<Record<string, SearchQuery>> = {
  "men's jeans up to $50": { constraints: { category: 'Jeans', department: 'Men', priceMax: 5_000 } },
  "men's jeans, blue, size 32": {
    constraints: { category: 'Jeans', department: 'Men', size: '32', colours: ['blue'] },
  },
  dresses: { constraints: { category: 'Dresses' } },
  'black dresses, size M': { constraints: { category: 'Dresses', colours: ['black'], size: 'M' } },
  'for women, cheapest first': { constraints: { department: 'Women' }, sort: 'price_asc' },
  'sweaters, newest first': { constraints: { category: 'Sweaters' }, sort: 'newest' },
  'a brand': { constraints: { brand: 'Northbeam' } },
  "a brand's hoodies": { constraints: { brand: 'Northbeam', category: 'Fashion Hoodies & Sweatshirts' } },
  'everything, in size XL': { constraints: { size: 'XL' } },
  'floral dresses': { constraints: { category: 'Dresses', text: 'floral' } },
  'cotton shirts, by words alone': { constraints: { text: 'cotton shirt' } },
  'two words misspelt': { constraints: { department: 'Women', text: 'strpied cardgian' } },
};
