import type { VariantColour } from '../../../domain/index.js';
import { baseColour, canonicalSize, colourInName, ONE_SIZE, sizeInName } from '../catalog/product-names.js';

const LONGEST_SIZE = 20;
/** What merchants write where there is nothing to choose. */
const NO_SIZE = /^(?:default(?: title)?|n\/?a|none|-|os|osfa|o\/s|free size|one size.*)$/i;
/** A waist and a length: the catalog has waists. */
const WAIST = /^(?:w ?)?([2-6]\d)(?: ?[wx/-]{1,2} ?| ?w? ?[x/-]? ?l ?)\d{2}(?: ?l)?$/i;
const COUNTRY_FIRST = /^(?:us|uk|size) ?(\d{1,2}(?:\.5)?)$/i;
const COUNTRY_LAST = /^(\d{1,2}(?:\.5)?) ?(?:us|uk)$/i;

/** The canonical size, by the merchant's word for it or else the name. */
export function sizeOf(said: string | undefined, name: string): string {
  if (said === undefined) return sizeInName(name) ?? ONE_SIZE;
  const text = said.trim().replace(/\s+/g, ' ');
  if (NO_SIZE.test(text)) return ONE_SIZE;
  const number = (WAIST.exec(text) ?? COUNTRY_FIRST.exec(text) ?? COUNTRY_LAST.exec(text))?.[1];
  return (number ?? canonicalSize(text)).slice(0, LONGEST_SIZE);
}

/** The base colour of the merchant's shade, or else of the name. "Black/White" is black. */
export function colourOf(said: string | undefined, name: string, brand: string): VariantColour {
  const shade = said
    ?.split(/[/,&+]/)
    .map(baseColour)
    .find(Boolean);
  return shade ?? colourInName(name, brand) ?? 'as shown';
}
