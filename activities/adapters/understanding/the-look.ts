import { BaseColour } from '../../../domain/index.js';
import type { Vocabulary } from '../../ports/index.js';
import { WELL_KNOWN_BRANDS } from './words/brands.js';

const CATEGORIES: readonly string[] = [
  'Accessories',
  'Active',
  'Blazers & Jackets',
  'Clothing Sets',
  'Dresses',
  'Fashion Hoodies & Sweatshirts',
  'Intimates',
  'Jeans',
  'Jumpsuits & Rompers',
  'Leggings',
  'Maternity',
  'Outerwear & Coats',
  'Pants',
  'Pants & Capris',
  'Plus',
  'Shorts',
  'Skirts',
  'Sleep & Lounge',
  'Socks',
  'Socks & Hosiery',
  'Suits',
  'Suits & Sport Coats',
  'Sweaters',
  'Swim',
  'Tops & Tees',
  'Underwear',
];

/** What can be known without a catalog: the 26 categories of the public data set theLook, and the best-known brands. */
export function theLookVocabulary(moreBrands: readonly string[] = []): Vocabulary {
  const brands = new Map([...WELL_KNOWN_BRANDS, ...moreBrands].map((brand) => [brand.toLowerCase(), brand]));
  return {
    version: 1,
    categories: [...CATEGORIES],
    brands: [...brands.values()],
    sizes: [],
    colours: [...BaseColour.options],
  };
}
