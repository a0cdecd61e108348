import type { Constraints, Understanding, UnderstandingContext } from '../../../domain/index.js';
import type { Understander, Vocabulary } from '../../ports/index.js';
import { readColours } from './colours.js';
import { readGarment } from './garments.js';
import { createGazetteer, fingerprint, type Gazetteer } from './gazetteer.js';
import { chooseIntent, readCues } from './intents.js';
import { readPrices } from './prices.js';
import { readOrderNumber, readQuantity, readReference } from './references.js';
import { readSize } from './sizes.js';
import { Utterance } from './utterance.js';
import { FILLERS, STYLE_WORDS } from './words/fillers.js';
import { OFF_TOPIC } from './words/intents.js';

/** Text of attacks, which is about no garment whatever words it borrows. */
const CODE = /<\/?[a-z]|;\s*--|\bdrop\s+table\b|\bunion\s+(?:all\s+)?select\b|\bor\s+1\s*=\s*1\b|\$\{|\{\{/i;
const LONGEST_READ = 2_000;
const MOST_SEARCH_WORDS = 8;
const LONGEST_SEARCH_WORD = 30;

const NO_WORDS: Vocabulary = { version: 0, categories: [], brands: [], sizes: [], colours: [] };
const NOT_UNDERSTOOD: Understanding = { intent: 'out_of_scope', slots: {}, confidence: 0, engine: 'rules' };

/**
 * Reads messages by rules and the catalog's own words: deterministic, in process, well under a
 * millisecond. It never throws; without a catalog it knows everyday words alone.
 */
export function createRulesUnderstander(vocabulary: () => Promise<Vocabulary>): Understander {
  let gazetteer = createGazetteer(NO_WORDS);

  async function upToDate(): Promise<Gazetteer> {
    try {
      const words = await vocabulary();
      if (words.version !== gazetteer.version) gazetteer = renewed(gazetteer, words);
    } catch {
      // The words of before, or none, still serve; the search itself will say that the catalog is gone.
    }
    return gazetteer;
  }

  return {
    async understand(text, context) {
      const words = await upToDate();
      try {
        return readMessage(text, context, words);
      } catch {
        return NOT_UNDERSTOOD;
      }
    },
  };
}

/** Most versions change prices and stock and not a word; those keep the gazetteer. */
function renewed(gazetteer: Gazetteer, words: Vocabulary): Gazetteer {
  const same = gazetteer.fingerprint === fingerprint(words);
  return same ? { ...gazetteer, version: words.version } : createGazetteer(words);
}

/** Reads one message. Each reader takes its words away, so their order settles who is right. */
export function readMessage(
  text: string,
  context: UnderstandingContext,
  gazetteer: Gazetteer,
): Understanding {
  const message = text.slice(0, LONGEST_READ);
  if (CODE.test(message)) return NOT_UNDERSTOOD;
  const utterance = new Utterance(message);
  const unwanted = readUnwanted(message, utterance);
  const { cues, words: cueWords } = readCues(utterance);
  const brand = readBrand(utterance, gazetteer);
  const { reference, points } = readReference(utterance);
  const prices = readPrices(utterance);
  const sized = readSize(utterance, gazetteer.sizes);
  const garment = readGarment(
    utterance,
    gazetteer,
    { department: context.constraints.department, said: sized.department },
    isOrdinary,
  );
  const colours = readColours(utterance, gazetteer, isOrdinary);
  const misspeltBrand = brand ? undefined : gazetteer.brands.misspelt(utterance, isOrdinary);
  if (misspeltBrand) utterance.take(misspeltBrand.from, misspeltBrand.to);
  const quantity = readQuantity(utterance);
  const leftover = leftoverWords(utterance, cueWords);
  const slots = present({
    ...prices,
    size: sized.size,
    department: garment.department,
    category: garment.category,
    brand: brand ?? misspeltBrand?.value,
    colours,
    text: searchText(garment.text, leftover, unwanted),
  });
  const orderNumber = readOrderNumber(message);
  const findings = { slots, leftover, ordinal: reference !== undefined, points, quantity, orderNumber };
  const { intent, confidence } = chooseIntent(utterance, cues, findings, context);
  return {
    intent,
    slots: slotsFor(intent, slots),
    reference: meantThing(intent, reference, points, context),
    ...(quantity !== undefined && CHANGES_CART.has(intent) ? { quantity } : {}),
    ...(orderNumber && ABOUT_ORDERS.has(intent) ? { orderNumber } : {}),
    confidence: Math.round(confidence * 100) / 100,
    engine: 'rules',
  };
}

const ABOUT_ORDERS: ReadonlySet<string> = new Set([
  'order_status',
  'cancel_order',
  'return_refund',
  'change_order',
]);
const CHANGES_CART: ReadonlySet<string> = new Set(['add_to_cart', 'remove_from_cart', 'change_quantity']);
/** These are about one thing: in a size and a colour, and it may be "the second one". */
const NAMES_VARIANT: ReadonlySet<string> = new Set([...CHANGES_CART, 'watch_stock']);

/** What is put in a cart or waited for has a size and a colour; errands and talk have no slots. */
function slotsFor(intent: Understanding['intent'], slots: Constraints): Constraints {
  if (intent === 'search' || intent === 'refine') return slots;
  if (!NAMES_VARIANT.has(intent)) return {};
  return present({ size: slots.size, colours: slots.colours });
}

/** "Add it" is clear where one thing is shown; which line of the cart "it" is, the cart knows better. */
function meantThing(
  intent: Understanding['intent'],
  reference: Understanding['reference'],
  points: boolean,
  { shownCount }: UnderstandingContext,
): Understanding['reference'] {
  if (!NAMES_VARIANT.has(intent)) return undefined;
  if (reference) return reference;
  const takesTheOnlyOne = intent === 'add_to_cart' || intent === 'watch_stock';
  return points && takesTheOnlyOne && shownCount === 1 ? { ordinal: 1 } : undefined;
}

function readBrand(utterance: Utterance, { brands }: Gazetteer): string | undefined {
  const [found] = brands.matches(utterance);
  if (!found) return undefined;
  utterance.take(found.from, found.to);
  // "Any brand but Kettering" cannot be said in constraints; asking for Kettering would be the opposite.
  return ['but', 'not', 'except'].includes(utterance.at(found.from - 1) ?? '') ? undefined : found.value;
}

/** Words that are right as they are: nobody misspelt "means" when aiming at "jeans". */
function isOrdinary(word: string): boolean {
  return FILLERS.has(word) || STYLE_WORDS.has(word) || OFF_TOPIC.has(word);
}

function leftoverWords(utterance: Utterance, cueWords: ReadonlySet<number>): string[] {
  return utterance
    .freeIndexes()
    .filter((index) => !cueWords.has(index))
    .map((index) => utterance.at(index) ?? '')
    .filter((word) => /\p{L}/u.test(word) && word.length > 1 && !FILLERS.has(word));
}

function searchText(
  narrow: string | undefined,
  leftover: readonly string[],
  unwanted: readonly string[],
): string | undefined {
  const words = leftover.filter((word) => word.length <= LONGEST_SEARCH_WORD).slice(0, MOST_SEARCH_WORDS);
  const without = unwanted.slice(0, MOST_SEARCH_WORDS).map((word) => `-${word}`);
  return [...words, ...(narrow ? [narrow] : []), ...without].join(' ').slice(0, 200) || undefined;
}

const EXCLUDING: ReadonlySet<string> = new Set(['not', 'without', 'no', 'except', 'nothing']);

/**
 * Reads and takes what a garment shall not be: "not oversized", "without stripes", "no floral", "-skinny". Only words
 * that describe garments, for "no idea" and "not now" exclude nothing. Without this, the words would be searched for.
 */
function readUnwanted(message: string, utterance: Utterance): string[] {
  const dashed = new Set([...message.matchAll(/(?:^|\s)-(\p{L}+)/gu)].map(([, word]) => word?.toLowerCase()));
  return utterance.freeIndexes().flatMap((index) => {
    const word = utterance.at(index) ?? '';
    const isExcluded = EXCLUDING.has(utterance.at(index - 1) ?? '') && STYLE_WORDS.has(word);
    if (!isExcluded && !dashed.has(word)) return [];
    utterance.take(isExcluded ? index - 1 : index, index + 1);
    return [word];
  });
}

function present(slots: Constraints): Constraints {
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== undefined));
}
