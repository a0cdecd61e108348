import type { Department } from '../../../domain/index.js';
import type { CategorySense, Gazetteer } from './gazetteer.js';
import type { Found } from './phrase-index.js';
import type { Utterance } from './utterance.js';
import { DESCRIBING, LIKELIEST, NOT_A_GARMENT_BEFORE, ONLY_FOR } from './words/categories.js';
import { CUTS, CUTS_NAMED_FOR_PEOPLE, PRONOUNS } from './words/departments.js';
import { BETWEEN, EXCLUDING } from './words/negations.js';

/** Categories that hold garments of every kind for one need. */
const COLLECTIONS: ReadonlySet<string> = new Set(['Plus', 'Maternity']);

export interface GarmentRead {
  category?: string;
  department?: Department;
  /** What the category alone does not say. */
  text?: string;
}

export interface GarmentContext {
  /** Whom the conversation is about so far. */
  department?: Department;
  /** Said in this message by other means, such as an age. */
  said?: Department;
}

/**
 * Reads and takes what kind of garment and for whom. The department decides between "Pants" and
 * "Pants & Capris"; where nobody said it, the word itself is searched for instead of guessing.
 */
export function readGarment(
  utterance: Utterance,
  gazetteer: Gazetteer,
  context: GarmentContext,
  isOrdinary: (word: string) => boolean,
): GarmentRead {
  const found = findCategory(utterance, gazetteer, isOrdinary);
  const named = readDepartment(utterance, gazetteer, found, isOrdinary) ?? context.said;
  if (!found) return { department: named };
  return { department: named, ...resolve(found, named, context, gazetteer) };
}

/** In "sweater dress" the last word is the garment; in "jeans and a jacket" the first is taken. */
function findCategory(
  utterance: Utterance,
  { categories }: Gazetteer,
  isOrdinary: (word: string) => boolean,
): Found<CategorySense> | undefined {
  const found = [...categories.matches(utterance)].filter((each) => isGarment(utterance, each));
  const wanted = found.filter(({ from }) => !isUnwanted(utterance, from));
  const start = Math.max(
    0,
    wanted.findIndex(({ phrase, to }) => !DESCRIBING.has(phrase) || wanted.some(({ from }) => from === to)),
  );
  const collection = wanted.find(({ value }) => COLLECTIONS.has(String(value.category)));
  if (collection) {
    const after = wanted.find(({ from }) => from === collection.to);
    return takeCollection(utterance, collection, after);
  }
  const [first, ...others] = wanted.slice(start);
  if (!first) {
    const slip = categories.misspelt(utterance, isOrdinary);
    if (slip) utterance.take(slip.from, slip.to, 'category');
    return slip;
  }
  let head = first;
  for (const other of others) {
    if (other.from !== head.to) break;
    head = other;
  }
  // The words before the head stay free and become search text.
  utterance.take(head.from, head.to, 'category');
  return head;
}

function isGarment(utterance: Utterance, { to }: Found<CategorySense>): boolean {
  return !NOT_A_GARMENT_BEFORE.has(utterance.at(to) ?? '');
}

/** "Anything but jeans", "no skirts": left over, so that they become words that must not match. */
function isUnwanted(utterance: Utterance, from: number): boolean {
  const skipped = BETWEEN.has(utterance.at(from - 1) ?? '') ? 1 : 0;
  return EXCLUDING.has(utterance.at(from - 1 - skipped) ?? '');
}

/** "Plus size dresses" and "maternity jeans" are in the collection, not among the dresses and the jeans. */
function takeCollection(
  utterance: Utterance,
  collection: Found<CategorySense>,
  garment: Found<CategorySense> | undefined,
): Found<CategorySense> {
  const follows = garment?.from === collection.to;
  utterance.take(collection.from, follows ? garment.to : collection.to, 'category');
  const isAnyTop = garment?.value.category === 'Tops & Tees' && !garment.value.narrow;
  const narrow = follows && !isAnyTop ? garment.phrase : undefined;
  return { ...collection, value: { ...collection.value, narrow } };
}

function readDepartment(
  utterance: Utterance,
  { departments }: Gazetteer,
  category: Found<CategorySense> | undefined,
  isOrdinary: (word: string) => boolean,
): Department | undefined {
  let named: Department | undefined;
  let pronoun: Department | undefined;
  let cut: Department | undefined;
  for (const { from, to, value, phrase } of departments.matches(utterance)) {
    if (category?.from === to && CUTS_NAMED_FOR_PEOPLE.has(phrase)) continue;
    utterance.take(from, to, 'department');
    // "Do you guys have" speaks to the shop.
    if (isUnwanted(utterance, from) || utterance.at(from - 1) === 'you') continue;
    if (CUTS.has(phrase)) cut ??= value;
    if (PRONOUNS.has(phrase)) pronoun ??= value;
    else named ??= value;
  }
  const read = cut ?? named ?? pronoun;
  if (read) return read;
  const slip = departments.misspelt(utterance, isOrdinary);
  if (slip) utterance.take(slip.from, slip.to, 'department');
  return slip?.value;
}

function resolve(
  { value, phrase }: Found<CategorySense>,
  named: Department | undefined,
  context: GarmentContext,
  gazetteer: Gazetteer,
): GarmentRead {
  const department = named ?? context.department;
  const choices = typeof value.category === 'string' ? undefined : value.category;
  const category = choices ? pick(choices, department, gazetteer.guesses) : value.category;
  if (typeof category !== 'string' || !gazetteer.knowsCategory(category))
    return { text: value.narrow ?? phrase };
  return {
    category,
    department: whoseItIs(category, named, context),
    ...(value.narrow ? { text: value.narrow } : {}),
  };
}

function pick(
  choices: Partial<Record<Department, string>>,
  department: Department | undefined,
  guesses: boolean,
): string | undefined {
  if (department && choices[department]) return choices[department];
  const [first, ...others] = new Set(Object.values(choices));
  if (others.length === 0 || !guesses) return others.length === 0 ? first : undefined;
  const names = [first, ...others];
  return LIKELIEST.find((name) => names.includes(name)) ?? first;
}

/** After men's jeans, "dresses" cannot be for men: the category says so itself. */
function whoseItIs(
  category: string,
  named: Department | undefined,
  { department: before }: GarmentContext,
): Department | undefined {
  if (named) return named;
  const only = ONLY_FOR[category];
  return before && only && !only.includes(before) ? only[0] : undefined;
}
