import { type Constraints, type Currency, formatMoney, money } from '../../domain/index.js';

/** Everyday words for the catalog's categories, where its own name does not read well in a sentence. */
const CATEGORY_WORDS: Record<string, string> = {
  'Tops & Tees': 'tops and tees',
  'Fashion Hoodies & Sweatshirts': 'hoodies and sweatshirts',
  'Outerwear & Coats': 'coats and jackets',
  'Blazers & Jackets': 'blazers and jackets',
  'Suits & Sport Coats': 'suits and sport coats',
  'Pants & Capris': 'pants and capris',
  'Sleep & Lounge': 'sleepwear',
  'Socks & Hosiery': 'socks and hosiery',
  'Jumpsuits & Rompers': 'jumpsuits and rompers',
  Active: 'activewear',
  Swim: 'swimwear',
  Plus: 'plus-size styles',
  Maternity: 'maternity wear',
};
const DEPARTMENT_WORDS = { Men: "men's", Women: "women's", Kids: "kids'" } as const;

/** "men's jeans in blue, size M, under $50": what the shopper asked for, in words. */
export function describeWish(constraints: Constraints, currency: Currency): string {
  const { department, category, brand, colours, size, text } = constraints;
  const things = category ? (CATEGORY_WORDS[category] ?? category.toLowerCase()) : 'items';
  const noun = [department && DEPARTMENT_WORDS[department], text && `“${text}”`, brand, things]
    .filter(Boolean)
    .join(' ');
  const details = [
    colours?.length ? `in ${colours.join(' or ')}` : '',
    size ? `in size ${size}` : '',
    describePrice(constraints, currency),
  ].filter(Boolean);
  return [noun, ...details].join(' ');
}

function describePrice({ priceMin, priceMax }: Constraints, currency: Currency): string {
  const words = (amount: number) => formatMoney(money(amount, currency)).replace(/\.00$/, '');
  if (priceMin !== undefined && priceMax !== undefined)
    return `between ${words(priceMin)} and ${words(priceMax)}`;
  if (priceMax !== undefined) return `up to ${words(priceMax)}`;
  return priceMin === undefined ? '' : `from ${words(priceMin)}`;
}
