import {
  type Constraints,
  type Understanding,
  type UnderstandingContext,
  type WishEdits,
  withoutAbsent,
} from '../../../domain/index.js';
import { readAnswer } from './answers.js';
import { readBrand, readMisspeltBrand } from './brands.js';
import { readColours, readMisspeltColour } from './colours.js';
import { readEdits, readSort, readsAddition } from './edits.js';
import { readGarment } from './garments.js';
import type { Gazetteer } from './gazetteer.js';
import { isOrdinary, leftoverWords } from './leftover.js';
import { readPrices } from './prices.js';
import { readQuantity } from './quantities.js';
import { readReference } from './references.js';
import { readSizeStep } from './size-steps.js';
import { readSize } from './sizes.js';
import type { Utterance } from './utterance.js';

const MOST_SEARCH_WORDS = 8;
const LONGEST_SEARCH_WORD = 30;

/** All that one message, or one part of it, says about things to buy. */
export interface SlotsRead {
  slots: Constraints;
  edits: WishEdits | undefined;
  sort: Understanding['sort'];
  /** "Cheap", and no price beside it. */
  cheap: boolean;
  reference: Understanding['reference'];
  /** "it", "those": something on screen is meant, but not which. */
  points: boolean;
  quantity: number | undefined;
  /** Words nobody took and that carry a wish; unwanted ones begin with "-". */
  leftover: string[];
}

/** Reads the slots. Each reader takes its words away, so their order settles who is right. */
export function readSlots(
  utterance: Utterance,
  context: UnderstandingContext,
  gazetteer: Gazetteer,
  cueWords: ReadonlySet<number>,
): SlotsRead {
  const edits = readEdits(utterance);
  const { brand, excluded } = readBrand(utterance, gazetteer);
  const { reference, points } = readReference(utterance);
  const prices = readPrices(utterance);
  const stepped = readSizeStep(utterance, context.constraints.size);
  const sized = readSize(utterance, gazetteer.sizes);
  const colours = readColours(utterance, gazetteer);
  const garment = readGarment(
    utterance,
    gazetteer,
    { department: context.constraints.department, said: sized.department },
    isOrdinary,
  );
  const { sort, cheap } = readSort(utterance);
  const misspeltColour =
    (colours.colours ?? colours.excludedColours) ? {} : readMisspeltColour(utterance, gazetteer, isOrdinary);
  const named = brand ?? readMisspeltBrand(utterance, gazetteer, isOrdinary);
  const answer = readAnswer(utterance, context, { ...prices, size: sized.size });
  const quantity = readQuantity(utterance);
  const leftover = leftoverWords(utterance, cueWords);
  const slots: Constraints = withoutAbsent({
    ...prices,
    ...answer,
    size: sized.size ?? stepped ?? answer.size,
    department: garment.department ?? answer.department,
    category: garment.category,
    brand: named,
    ...colours,
    ...misspeltColour,
    text: searchText(garment.text, leftover, excluded),
  });
  const adds = (slots.colours !== undefined && readsAddition(utterance)) || undefined;
  return {
    slots,
    edits: adds ? { ...edits, add: true } : edits,
    sort,
    cheap: cheap && slots.priceMax === undefined && slots.priceMin === undefined,
    reference,
    points,
    quantity,
    leftover,
  };
}

function searchText(
  narrow: string | undefined,
  leftover: readonly string[],
  excludedBrands: readonly string[],
): string | undefined {
  const words = leftover.filter((word) => word.length <= LONGEST_SEARCH_WORD).slice(0, MOST_SEARCH_WORDS);
  const unwanted = excludedBrands.map((brand) => `-${brand.split(' ')[0] ?? brand}`);
  const wanted = words.filter((word) => !word.startsWith('-'));
  const without = words.filter((word) => word.startsWith('-'));
  return (
    [...wanted, ...(narrow ? [narrow] : []), ...without, ...unwanted].join(' ').slice(0, 200) || undefined
  );
}
