import { BaseColour, THE_LOOK_CATEGORIES } from '../../../domain/index.js';
import type { Vocabulary } from '../../ports/index.js';
import { WELL_KNOWN_BRANDS } from './words/brands.js';

/** What can be known without a catalog: the 26 categories of the public data set theLook, and the best-known brands. */
export function theLookVocabulary(moreBrands: readonly string[] = []): Vocabulary {
  const brands = new Map([...WELL_KNOWN_BRANDS, ...moreBrands].map((brand) => [brand.toLowerCase(), brand]));
  return {
    version: 1,
    categories: [...THE_LOOK_CATEGORIES],
    brands: [...brands.values()],
    sizes: [],
    colours: [...BaseColour.options],
  };
}
