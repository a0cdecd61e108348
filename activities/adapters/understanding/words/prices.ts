export type Bound = 'max' | 'min' | 'around';
export type BoundPhrase = readonly [words: readonly string[], bound: Bound];

const list = (bound: Bound, text: string): BoundPhrase[] =>
  text.split(/[,\n]/).flatMap((phrase) => {
    const words = phrase.trim().split(/\s+/);
    return words[0] ? [[words, bound] as const] : [];
  });
const longestFirst = (phrases: BoundPhrase[]) => phrases.sort(([a], [b]) => b.length - a.length);

export const SIGNS: ReadonlySet<string> = new Set(['$', '€', '£', '¥', '₹']);

export const CURRENCY_WORDS: ReadonlySet<string> = new Set(
  `dollar dollars dollers dolars buck bucks bux usd us$ eur euro euros gbp pound pounds quid cad aud chf yen jpy inr
  rupees pesos mxn sek nok dkk kr franc francs`.split(/\s+/),
);

/** Notes that have names. */
export const NAMED_NOTES: ReadonlyMap<string, number> = new Map([
  ['fiver', 5],
  ['tenner', 10],
  ['twenny', 20],
  ['grand', 1_000],
]);

/** Said before an amount. */
export const BEFORE: readonly BoundPhrase[] = longestFirst([
  ...list(
    'max',
    `under, undr, uner, below, bellow, beneath, underneath, less than, less then, lower than, lower then, cheaper than, chepaer than, cheeper than, cheapr than,
    cheaper then, smaller than, up to, upto, uptill, up till, max, maximum, max of, maximum of, max price, price max,
    maximum price, max budget, at most, no more than, no more then, not more than, not over, not above, not exceeding,
    no higher than, nothing over, nothing above, nothing more than, within, inside, budget, budget of, budget is, my budget is,
    budget around, budget of around, budget is around, budget of about, budget is about, budget under, budget max,
    spend, spending, spend up to, spend more than, spend over, pay, to spend, pay more than, pay over, limit, limit of,
    limit is, price limit, price cap, cap of, cap at, capped at, cap it at, sub, <, < =, price under, prices under, priced under,
    priced below, costs less than, costing less than, costs under, i have, ive got, i got, ive only got, i only have, only have,
    got about, exceed, exceeding, go over, go above, going over, keep it under, keep it below, for under,
    for less than, at or below, at or under, not a penny more than, tops`,
  ),
  ...list(
    'min',
    `over, above, more than, more then, at least, atleast, min, minimum, min of, minimum of, min price, price min,
    minimum price, starting at, starting from, starts at, start at, starting, higher than, no less than, not less than,
    not under, not below, nothing under, nothing below, nothing less than, pricier than, upwards of, upward of, north of, >, > =, from, costing over,
    priced over, priced above, costs over, price over, prices over, exceeding at least, go below, go under, going below`,
  ),
  ...list(
    'around',
    `around, arround, aroud, about, abt, roughly, approximately, approx, approximatly, circa, ca, close to, near, like,
    somewhere around, ~, ≈, or around, price around, priced around, costing around, in the region of,
    in the neighborhood of, ballpark, ballpark of, more or less, give or take, say`,
  ),
]);

/** Said after an amount. */
export const AFTER: readonly BoundPhrase[] = longestFirst([
  ...list(
    'max',
    `or less, or under, or below, or cheaper, or lower, or fewer, and under, and below, and less, and cheaper, max,
    maximum, tops, at most, at the most, budget, limit, cap, to spend, is my max, is my limit, is my budget, is max,
    is the max, is my maximum, is the limit, is all i have, is all ive got, top, and down, price limit, price cap, or so max, at max`,
  ),
  ...list(
    'min',
    `or more, or above, or over, or higher, and up, and over, and above, and more, and higher, plus, minimum, min, +,
    or up, upwards, onwards, at least, and upwards`,
  ),
  ...list('around', 'or so, ish, or thereabouts, give or take, more or less, or around, range, mark'),
]);

/** A word that turns the bound after it round, with only these in between: "don't want to spend over 50". */
export const NEGATORS: ReadonlySet<string> = new Set(
  `not no nothing dont cant wont cannot never without doesnt isnt shouldnt wouldnt couldnt aint none nor`.split(
    /\s+/,
  ),
);
export const BETWEEN_NEGATOR_AND_BOUND: ReadonlySet<string> = new Set(
  `want wanna to spend pay go going cost costing costs be priced it really anything is gonna me should much any
  go thats thing something i like`.split(/\s+/),
);

/** What is counted and not paid: "more than 2 items" is no price. */
export const COUNTED: ReadonlySet<string> = new Set(
  `items item pieces piece pairs pair of years year yrs yr yo inch inches in x results options waist percent % months
  month days day weeks week hours hour minutes minute mins stars star reviews colors colours sizes cm mm kg lbs lb oz
  pack packs people kids ml miles degrees denier dresses shirts tees socks jeans pounds weight ft feet times more`
    .trim()
    .split(/\s+/)
    .filter((word) => word !== 'pounds'),
);
