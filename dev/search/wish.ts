import type { Understander, Vocabulary } from '../../activities/ports/index.js';
import { BaseColour, type Constraints, type Currency, Department, decimalsOf } from '../../domain/index.js';
import type { ExplicitConstraints, QueryLine } from './query-line.js';

/** A constraint that says something the shop has no word for; the message is for whoever wrote it. */
export class UnknownConstraint extends Error {
  override readonly name = 'UnknownConstraint';
}

export interface Reader {
  understander: Understander;
  vocabulary: Vocabulary;
  /** Of the prices in constraints. */
  currency: Currency;
}

/** Nothing was said before, and nothing is on screen. */
const NO_CONTEXT = { constraints: {}, shownCount: 0, cartCount: 0 };
const LONGEST_TEXT = 200;

/**
 * What a query asks for: its words as the chat understands them, and over that what its constraints say.
 * @throws UnknownConstraint
 */
export async function wishOf({ query, constraints }: QueryLine, reader: Reader): Promise<Constraints> {
  const said = query === '' ? {} : await understood(query, reader);
  const explicit = await explicitConstraints(constraints ?? {}, reader);
  const wish: Constraints = { ...said, ...explicit };
  // Where the words contradict the constraint, the constraint holds.
  const { priceMin = 0, priceMax = Number.POSITIVE_INFINITY } = wish;
  if (priceMin <= priceMax) return wish;
  if (explicit.priceMin === undefined) delete wish.priceMin;
  else if (explicit.priceMax === undefined) delete wish.priceMax;
  return wish;
}

/** A batch asks for products alone: what is read as talk is searched for as it stands. */
async function understood(query: string, { understander }: Reader): Promise<Constraints> {
  const { intent, slots } = await understander.understand(query, NO_CONTEXT);
  const isWish = intent === 'search' || intent === 'refine';
  return isWish && Object.keys(slots).length > 0 ? slots : { text: query.slice(0, LONGEST_TEXT) };
}

async function explicitConstraints(given: ExplicitConstraints, reader: Reader): Promise<Constraints> {
  const { price_min: priceMin, price_max: priceMax, size, department, category, brand, colours } = given;
  const { vocabulary, currency } = reader;
  const constraints: Constraints = {
    priceMin: priceMin === undefined ? undefined : Math.ceil(minorUnits(priceMin, currency)),
    priceMax: priceMax === undefined ? undefined : Math.floor(minorUnits(priceMax, currency)),
    size: size === undefined ? undefined : await knownSize(size, reader),
    department: department === undefined ? undefined : knownDepartment(department),
    category: category === undefined ? undefined : asWritten(category, vocabulary.categories),
    brand: brand === undefined ? undefined : asWritten(brand, vocabulary.brands),
    colours: colours === undefined ? undefined : await knownColours(colours, reader),
  };
  return Object.fromEntries(Object.entries(constraints).filter(([, value]) => value !== undefined));
}

/** 19.99 times 100 is 1998.9999999999998. */
const minorUnits = (major: number, currency: Currency) =>
  Number((major * 10 ** decimalsOf(currency)).toFixed(4));

/** As the catalog writes it, whatever the case; a word that the catalog does not have stays, and finds nothing. */
function asWritten(given: string, known: readonly string[]): string {
  const plain = (text: string) => text.toLowerCase().replaceAll('&', 'and').replace(/\s+/g, ' ');
  return known.find((each) => plain(each) === plain(given)) ?? given;
}

function knownDepartment(given: string): Department {
  const plain = given.toLowerCase().replace(/['’]?s?$/, '');
  const found = Department.options.find((each) => each.toLowerCase().replace(/s$/, '') === plain);
  if (found) return found;
  throw new UnknownConstraint(
    `constraints.department: "${given}" is none of ${Department.options.join(', ')}`,
  );
}

async function knownSize(given: string, { understander, vocabulary }: Reader): Promise<string> {
  const written = vocabulary.sizes.find((each) => each.toLowerCase() === given.toLowerCase());
  if (written) return written;
  const { slots } = await understander.understand(`in size ${given}`, NO_CONTEXT);
  return slots.size ?? given.slice(0, 20);
}

async function knownColours(given: string[], { understander }: Reader): Promise<BaseColour[]> {
  const colours: BaseColour[] = [];
  for (const word of given) {
    const base = BaseColour.safeParse(word.toLowerCase());
    const read = base.success
      ? [base.data]
      : (await understander.understand(`in ${word}`, NO_CONTEXT)).slots.colours;
    if (!read?.length) {
      throw new UnknownConstraint(
        `constraints.color: "${word}" is no colour the shop knows; use ${BaseColour.options.join(', ')}`,
      );
    }
    colours.push(...read);
  }
  return [...new Set(colours)];
}
