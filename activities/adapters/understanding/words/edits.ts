import type { ConstraintName, Understanding } from '../../../../domain/index.js';

const phrases = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean);

/** What the constraints are called in talk. */
export const NAMES: ReadonlyMap<string, ConstraintName> = new Map<string, ConstraintName>(
  Object.entries({
    colours: 'colour color colours colors shade shades colur coulour',
    price: 'price prices budget cost money pricing spend',
    size: 'size sizes sizing',
    brand: 'brand brands label labels designer maker',
    department: 'department gender',
    category: 'category categories type kind',
    text: 'style styles fit pattern material fabric',
  } satisfies Record<ConstraintName, string>).flatMap(([name, words]) =>
    words.split(' ').map((word): [string, ConstraintName] => [word, name as ConstraintName]),
  ),
);

/** Before the name, with a few words between at most: "forget about the price", "any colour". */
export const DROP_BEFORE: readonly string[] = phrases(
  `any, all, every, whatever, whichever, forget, forget about, never mind, nevermind, ignore, dont care about, do not care about, dont care what,
  dont mind what, dont mind, dont mind the, drop, remove, lose, clear, without, no matter what, no matter the, doesnt matter what, doesnt matter which, does not matter what, not fussed about,
  not fussy about, not picky about, no preference on, no particular, no specific, no preferred, open to any, open to all, get rid of, take off, skip, lift, scrap, not worried about, dont worry about, disregard, in every, in all, dont need a specific, delete, cancel`,
);

/** After the name: "colour doesn't matter", "price is no issue". */
export const DROP_AFTER: readonly string[] = phrases(
  `doesnt matter, does not matter, dont matter, isnt important, is not important, not important, is no issue, is no object, no object, no issue, isnt an issue, is not an issue, no problem, is no problem,
  doesnt bother me, is irrelevant, whatever, can be anything, is open, is flexible, flexible, no longer matters, not a problem, isnt a problem, can be whatever, dosent matter, doesnt really matter, limit off`,
);

/** Drops with the name inside. */
export const DROPS: readonly (readonly [phrase: string, name: ConstraintName])[] = [
  ['no budget', 'price'],
  ['no limit', 'price'],
  ['no price limit', 'price'],
  ['no max', 'price'],
  ['money is no object', 'price'],
  ['not on a budget', 'price'],
  ['i have no budget', 'price'],
  ['anything goes for colour', 'colours'],
  ['any other colour', 'colours'],
  ['all sizes', 'size'],
];

export const UNDO: readonly string[] = phrases(
  `go back, undo, undo that, back to before, previous results, previous search, what i had before, what you had before, what you showed before, what you showed me before, scratch that, revert, take me back,
  step back, one step back, the ones before, the previous ones, back to the previous, back to the last, go to the previous, as before, like before, how it was, last search, back please, show me the previous, earlier results, the earlier ones, return to the previous, put it back how it was`,
);

export const RESET: readonly string[] = phrases(
  `start over, start again, start afresh, start fresh, starting over, begin again, from scratch, reset, reset everything, clear all filters, clear filters, clear the filters, clear my filters, remove all filters, clear everything, clear search,
  clear my search, new search, forget everything, forget all that, forget all of that, wipe the filters, lets start over, remove filters, remove the filters, drop all filters, reset filters, no filters`,
);

export const ADD: readonly string[] = phrases(
  'also, as well, too, include, including, along with, in addition, as an option, add, on top of that, either',
);

/** Of what orders by price, the words that say how much it may cost; "cheaper" and "cheapest" only compare. */
export const CHEAP: ReadonlySet<string> = new Set(
  phrases(
    `cheap, cheep, cheapo, affordable, inexpensive, low price, low priced, on a budget, budget friendly, not expensive,
    not too expensive, not too pricey, bargain, bargains, good price`,
  ),
);

export const SORTS: readonly (readonly [
  sort: NonNullable<Understanding['sort']>,
  phrases: readonly string[],
])[] = [
  [
    'price_asc',
    phrases(
      `cheapest first, cheapest, cheaper, cheap, low to high, lowest first, lowest price, lowest prices, lowest price first, least expensive, sort by price, sorted by price, order by price, by price, on a budget, affordable, inexpensive, low price, lower price, lower priced, less expensive, budget friendly, less pricey, not too expensive, not too pricey,
      not expensive, cheepest, cheep, cheapo, bargain, bargains, good price, good value, price ascending, ascending price`,
    ),
  ],
  [
    'price_desc',
    phrases(
      'most expensive first, most expensive, high to low, highest first, highest price, priciest, priciest first, expensive ones, luxury, high end, more expensive, pricier, fancier, premium, price descending, descending price, dearest first',
    ),
  ],
  [
    'newest',
    phrases(
      'newest, newest first, latest, new arrivals, just in, new in, most recent, whats new, recently added, latest first, new stuff, newest arrivals, brand new',
    ),
  ],
  [
    'relevance',
    phrases(
      'most popular, popular first, best sellers, bestsellers, best selling, sort by relevance, most relevant',
    ),
  ],
];
