import { LOWER_BODY } from './lower-body.js';
import type { CategoryAssortment } from './types.js';
import { UNDERNEATH_AND_EXTRAS } from './underneath-and-extras.js';
import { UPPER_BODY } from './upper-body.js';
import { WHOLE_BODY } from './whole-body.js';

export type { CategoryAssortment, Range } from './types.js';

/** The 26 categories of theLook, and what a shop of this size would stock in each. */
export const ASSORTMENT: readonly CategoryAssortment[] = [
  ...UPPER_BODY,
  ...LOWER_BODY,
  ...WHOLE_BODY,
  ...UNDERNEATH_AND_EXTRAS,
];
