/**
 * What a shopper's words ask of a product, in words as products have them. Each adapter turns it into its
 * own SQL; none looks at what was typed.
 */
export interface TextQuery {
  /** All must match; a group matches when one of its alternatives does. At most `MOST_GROUPS`. */
  groups: readonly TextGroup[];
  /** None of these may match anywhere. */
  excluded: readonly Words[];
}

/** Asks for nothing. */
export const NO_WORDS: TextQuery = { groups: [], excluded: [] };

export interface TextGroup {
  /** As typed: what a sentence calls it, and what `withoutGroup` takes out of the text. */
  said: string;
  /** Where that begins in the text. */
  from: number;
  /** Best first, no two with the same words. */
  alternatives: readonly Alternative[];
}

export interface Alternative {
  words: Words;
  /** What a match by it is worth, 0 to 1: one of `ALTERNATIVE_WEIGHTS`. */
  weight: number;
}

/**
 * One word, or several that follow one another within one field; cut as `wordsOf` cuts. Never empty.
 * The fields are the name; brand, category and department, one after the other; and the description.
 */
export type Words = readonly string[];

/**
 * Relevance is the mean, over the groups, of the best that an alternative reaches: its own weight times that
 * of the field it is found in; plus `POPULARITY_WEIGHT` times the popularity (0 to 1); rounded to
 * `RELEVANCE_DECIMALS`. Equal ones go by id. Without groups it is the popularity alone.
 */
export const FIELD_WEIGHTS = { name: 1, brandOrCategory: 0.6, description: 0.2 } as const;

export const ALTERNATIVE_WEIGHTS = {
  said: 1,
  /** One for many: "dresses" for "dress". */
  number: 0.97,
  /** Another form of the same word: "striped" for "stripes"; or a word that only looks so: "belted" for "belt". */
  form: 0.85,
  /** A word that begins with what was typed. */
  beginning: 0.9,
  synonym: 0.9,
  /** What was probably meant. */
  spelling: 0.8,
} as const;

export const POPULARITY_WEIGHT = 0.1;
export const RELEVANCE_DECIMALS = 6;
export const MOST_GROUPS = 12;
